import JSON
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct ProbeTests {
  private static let excluding = SampleRepository.manifest.replacing(
    ".target(name: \"Core\")", with: ".target(name: \"Core\", exclude: [\"ArchProbes\"])")

  @Test func `rules that refuse what they must hold`() throws {
    let run = Run("probe", in: try SampleRepository.make())
    #expect(run.code == .success)
    #expect(
      run.output == """
        Rules:
          app-through-kit (forbid): 2 of 2 refused
          core-knows-nobody (forbid): 6 of 6 refused

        No rule says whether
          app may import kit
          kit may import app
          kit may import core

        Every rule catches something, every written probe is caught: 2 rules, 8 attempts, 0 written probes.

        """)
  }

  @Test func `a written probe is scanned as if it were the target's`() throws {
    let folder = try SampleRepository.make()
    try folder.write(Self.excluding, to: "Package.swift")
    try folder.write("// probe: core-knows-nobody\n/* import Nothing */ import Kit\n", to: "Sources/Core/ArchProbes/Up.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .success)
    #expect(run.output.contains("  caught: Sources/Core/ArchProbes/Up.swift:2:29: .:Core importing Kit: core-knows-nobody\n"))
    #expect(Run("check", in: folder).output.hasSuffix("4 files, 6 imports.\n"))
  }

  @Test func `a written probe that passes fails, and so does one that another rule catches`() throws {
    let folder = try SampleRepository.make()
    try folder.write(Self.excluding, to: "Package.swift")
    try folder.write("import Foundation\n", to: "Sources/Core/ArchProbes/Passes.swift")
    try folder.write("// probe: app-through-kit\nimport Kit\n", to: "Sources/Core/ArchProbes/Wrong.swift")
    try folder.write("// nothing\n", to: "Sources/Core/ArchProbes/Empty.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .findings)
    #expect(run.output.contains("  not caught: Sources/Core/ArchProbes/Passes.swift:1:8: .:Core importing Foundation is not refused\n"))
    #expect(
      run.output.contains(
        "  not caught: Sources/Core/ArchProbes/Wrong.swift:2:8: .:Core importing Kit is not refused by app-through-kit but by core-knows-nobody\n"))
    #expect(run.output.contains("  not caught: Sources/Core/ArchProbes/Empty.swift: there is no import in it\n"))
    #expect(run.output.hasSuffix("0 rules catching nothing, 3 written probes not caught: 2 rules, 8 attempts, 3 written probes.\n"))
  }

  @Test func `a written probe of a rule that is not there says so`() throws {
    let folder = try SampleRepository.make()
    try folder.write(Self.excluding, to: "Package.swift")
    try folder.write("// probe: core-knows-nobdy\nimport Kit\n", to: "Sources/Core/ArchProbes/Mistyped.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .findings)
    #expect(
      run.output.contains(
        "is not refused by core-knows-nobdy but by core-knows-nobody; the rules file has no rule 'core-knows-nobdy', "
          + "did you mean 'core-knows-nobody'?\n"))
  }

  @Test func `probes may stand beside the sources of a service`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "s", targets: [
        .executableTarget(name: "One", path: "services/one/Sources"),
        .testTarget(name: "OneTests", dependencies: ["One"], path: "services/one/Tests"),
        .executableTarget(name: "Two", path: "services/two/Sources"),
      ])
      """, to: "Package.swift")
    try folder.write(
      """
      { "version": 1, "groups": { "services": { "paths": ["services/*/Sources"] } },
        "rules": [{ "id": "alone", "kind": "independent", "in": "services", "reason": "Deployed alone." }] }
      """, to: "arch-rules.json")
    for file in ["one/Sources", "one/Tests", "two/Sources"] { try folder.write("", to: "services/\(file)/main.swift") }
    try folder.write("import Two\n", to: "services/one/ArchProbes/Two.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .success)
    #expect(run.output.contains("  caught: services/one/ArchProbes/Two.swift:1:8: .:One importing Two: alone\n"))
  }

  @Test func `one probe may speak for all the targets that a glob matches, later ones among them`() throws {
    let folder = try SampleRepository.make()
    try folder.write("// probe: core-knows-nobody\n// targets: Sources/*\n// Nobody is Core.\nimport Kit\n", to: "ArchProbes/Kit.swift")
    let some = Run("probe", in: folder)
    #expect(some.code == .findings)
    #expect(some.output.contains("  caught: ArchProbes/Kit.swift:4:8: .:Core importing Kit: core-knows-nobody\n"))
    #expect(some.output.contains("  not caught: ArchProbes/Kit.swift:4:8: .:App importing Kit is not refused by core-knows-nobody"))
    #expect(!some.output.contains(":Kit importing Kit"), "a target's import of itself is none")
    try folder.write("// targets: Sources/Core Sources/C*\nimport App\nimport Kit\n", to: "ArchProbes/Kit.swift")
    let all = Run("probe", in: folder)
    #expect(all.code == .success && all.output.hasSuffix(", 1 written probe.\n"), "\(all.output)")
  }

  @Test func `a probe for targets that are not there is a mistake`() throws {
    let folder = try SampleRepository.make()
    try folder.write("// targets: Sources/Core Sources/Gone/*\nimport App\n", to: "ArchProbes/X.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .failure && run.diagnostics.hasPrefix("ArchProbes/X.swift: no target is in Sources/Gone/*, so nothing is proved of it"))
    try folder.write("// targets: /Sources\nimport App\n", to: "ArchProbes/X.swift")
    #expect(Run("probe", in: folder).diagnostics.hasPrefix("ArchProbes/X.swift: /Sources is no glob: a path glob is relative"))
  }

  @Test func `probes that no target can be told for are a mistake`() throws {
    let folder = try SampleRepository.make()
    try folder.write("import App\n", to: "Sources/ArchProbes/X.swift")
    let several = Run("probe", in: folder)
    #expect(several.code == .failure)
    #expect(several.diagnostics.hasPrefix("Sources/ArchProbes: these probes stand beside several targets (App, Core, Kit); name the targets"))
    let other = try SampleRepository.make()
    try other.write("import App\n", to: "elsewhere/ArchProbes/X.swift")
    #expect(Run("probe", in: other).diagnostics.hasPrefix("elsewhere/ArchProbes: there is no target beside these probes"))
  }

  @Test func `a probe that the target compiles is a mistake`() throws {
    let folder = try SampleRepository.make()
    try folder.write("import Kit\n", to: "Sources/Core/ArchProbes/Up.swift")
    let run = Run("probe", in: folder)
    #expect(run.code == .failure)
    #expect(run.diagnostics.hasPrefix("Sources/Core/ArchProbes/Up.swift: the target Core compiles this probe; add exclude: [\"ArchProbes\"]"))
  }

  @Test func `json says the same`() throws {
    let folder = try SampleRepository.make()
    try folder.write(Self.excluding, to: "Package.swift")
    try folder.write("import Kit\n", to: "Sources/Core/ArchProbes/Up.swift")
    let report = try JSONValue(parsing: Run("probe", "--format", "json", in: folder).output)
    #expect(report["holds"] == true)
    #expect(report["rules"]?.array?.map { $0["rule"] } == ["app-through-kit", "core-knows-nobody"])
    #expect(report["writtenProbes"]?.array?.first?["imports"]?.array?.first?["by"] == ["core-knows-nobody"])
  }
}
