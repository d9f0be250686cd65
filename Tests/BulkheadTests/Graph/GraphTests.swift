import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct GraphTests {
  @Test func `dot is the form if none is given, and findings of the rules are red`() throws {
    let run = Run("graph", in: try SampleRepository.make())
    #expect(run.code == .success && run.diagnostics == "")
    #expect(run.output.hasPrefix("digraph {\n  label=\"3 targets, 3 imports, 1 violation\";"))
    #expect(run.output.contains("breaks app-through-kit\\nSources/App/main.swift:3:16\", color=\"#cf222e\""))
  }

  @Test func `what the baseline records is not red`() throws {
    let folder = try SampleRepository.make()
    #expect(Run("check", "--write-baseline", in: folder).code == .success)
    #expect(Run("graph", in: folder).output.contains("0 violations"))
  }

  @Test func `every form comes out the same twice`() throws {
    let folder = try SampleRepository.make()
    for form in ["dot", "mermaid", "json", "svg"] {
      let runs = (0..<2).map { _ in Run("graph", "--format", form, "--include-tests", "--include-external", in: folder) }
      #expect(runs[0].code == .success && runs[0].output == runs[1].output)
      #expect(runs[0].output.contains("KitTests") && runs[0].output.contains("Glibc"))
    }
  }

  @Test func `without a rules file the groups are the folders`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let run = Run("graph", "--format", "mermaid", in: folder)
    #expect(run.code == .success && run.output.contains("3 targets, 3 imports, 0 violations"))
    #expect(run.diagnostics.contains("bulkhead init proposes one"))
    #expect(Run("graph", "--groups", in: folder).output.contains("label=\"sources (3)\""))
  }

  @Test(arguments: ["dot", "mermaid", "svg"])
  func `a stable drawing changes with who imports whom, and with nothing else`(form: String) throws {
    let folder = try SampleRepository.make()
    let first = Run("graph", "--stable", "--format", form, in: folder)
    #expect(first.code == .success && first.output.contains("App"))
    try folder.write("// Moved down.\nimport Core\nimport Core\n", to: "Sources/Kit/Kit.swift")
    try folder.write("import Kit\n", to: "Sources/App/another.swift")
    #expect(Run("graph", "--stable", "--format", form, in: folder).output == first.output)
    #expect(Run("graph", "--format", form, in: folder).output != first.output)
    try folder.write("import Core\n", to: "Sources/App/another.swift")
    try folder.write("import Kit\n", to: "Sources/App/main.swift")
    #expect(Run("graph", "--stable", "--format", form, in: folder).output == first.output)
    try folder.write("", to: "Sources/Kit/Kit.swift")
    #expect(Run("graph", "--stable", "--format", form, in: folder).output != first.output)
  }

  @Test func `json holds everything, so it is not stable`() throws {
    #expect(Run("graph", "--stable", "--format", "json", in: try SampleRepository.make()).code == .failure)
  }

  @Test func `depth needs a focus and a number`() throws {
    let folder = try SampleRepository.make()
    #expect(Run("graph", "--depth", "2", in: folder).diagnostics.contains("--focus MODULE"))
    #expect(Run("graph", "--focus", "Core", "--depth", "far", in: folder).diagnostics.contains("expected a number of steps"))
    #expect(Run("graph", "--focus", "Core", "--depth", "1", in: folder).output.contains("around Core: 3 targets"))
    #expect(Run("graph", "--focus", "Cor", in: folder).diagnostics.contains("did you mean 'Core'?"))
  }
}
