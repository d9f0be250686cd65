import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct PruneTests {
  @Test func `it says what it took, and how to build that`() throws {
    let folder = try SampleRepository.make()
    let run = Run("prune", "App", "--out", "out", in: folder)
    #expect(run.code == .success && run.diagnostics == "")
    #expect(
      run.output == """
        App: 3 targets of 1 package, 3 files, 1 KiB
          .: App, Core, Kit
        Build it: swift build --package-path out/full --product App

        """)
    #expect(try Folder.entries("\(folder.path)/out").map(\.name) == ["bulkhead-prune.json", "full", "manifest"])
    // What lies there is no part of the repository.
    #expect(Run("prune", "App", "--out", "out", in: folder).output == run.output)
  }

  @Test func `the list is the record beside the output, and as its schema says`() throws {
    let folder = try SampleRepository.make()
    let run = Run("prune", "App", "--out", "out", "--format", "json", in: folder)
    #expect(run.code == .success)
    #expect(try Array(run.output.utf8) == File.read("\(folder.path)/out/bulkhead-prune.json"))
    let list = try JSONValue(parsing: Array(run.output.utf8))
    #expect(list["service"]?["product"]?.string == "App")
    #expect(list["files"]?.array?.compactMap(\.string) == ["Sources/App/main.swift", "Sources/Core/Core.swift", "Sources/Kit/Kit.swift"])

    guard let python = Python.withPackages(for: "schema of prune") else { return }
    let outcome = try ChildProcess.run(
      [
        python, "-m", "check_jsonschema", "--schemafile", "\(Checkout.root)/docs/schemas/prune.schema.json",
        "\(folder.path)/out/bulkhead-prune.json",
      ],
      environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }

  @Test func `mistakes are told as the tool tells them`() throws {
    let folder = try SampleRepository.make()
    let unknown = Run("prune", "Ap", "--out", "out", in: folder)
    #expect(unknown.code == .failure && unknown.output == "")
    #expect(unknown.diagnostics == "bulkhead: there is no service 'Ap'; did you mean 'App'?\n")
    #expect(Run("prune", "App", in: folder).diagnostics.hasPrefix("bulkhead: --out DIR is missing: the folder to write into\n"))
    #expect(Run("prune", "App", "--out", ".", in: folder).diagnostics.contains("and is no output of bulkhead prune alone"))
    try folder.link("/nowhere", at: "Sources/Kit/Link.swift")
    #expect(Run("prune", "App", "--out", "out", in: folder).diagnostics.hasPrefix("Sources/Kit/Link.swift: this link leads nowhere: "))
    #expect(try File.status("\(folder.path)/out") == nil)
  }

  @Test func `what may keep the tree from building is noted`() throws {
    let folder = try SampleRepository.make()
    try folder.write("import Core\nimport App\n", to: "Sources/Kit/Kit.swift")
    try folder.write("import KitTests\n", to: "Sources/Core/Core.swift")
    let run = Run("prune", "App", "--out", "out", in: folder)
    #expect(run.code == .success)
    #expect(
      run.diagnostics == "bulkhead: Sources/Core/Core.swift:1:8: Core imports KitTests, which it does not declare, so that KitTests is not in "
        + "the pruned tree: declare it in the manifest, or drop the import\n")
  }
}
