import ArchRules
import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct InitTests {
  @Test func `the proposal is printed, is as its schema says, and nothing is written`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let run = Run("init", in: folder)
    #expect(run.code == .success)
    #expect(run.diagnostics.contains("programs: 1 target (Sources/App)"))
    #expect(try File.status("\(folder.path)/arch-rules.json") == nil)
    try expectValid(JSONValue(parsing: Array(run.output.utf8)), schema: "../arch-rules.schema.json", test: "init")
  }

  @Test func `check holds right after init has written, what is wrong today being recorded`() throws {
    let folder = try SampleRepository.make(rules: nil)
    try folder.write("import Kit\nimport Core\n", to: "Tests/KitTests/KitTests.swift")
    #expect(Run("check", in: folder).code == .failure)
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .success && run.output == "")
    #expect(run.diagnostics.contains("bulkhead-baseline.json records 1 finding"))
    let check = Run("check", in: folder)
    #expect(check.code == .success, "\(check.output)")
    #expect(check.output.contains("1 known finding"))
  }

  @Test func `what init proposes refuses what was not there`() throws {
    let folder = try SampleRepository.make(rules: nil)
    #expect(Run("init", "--write", in: folder).code == .success)
    try folder.write("import Kit\n", to: "Sources/Core/Core.swift")
    #expect(Run("check", in: folder).code == .findings)
  }

  @Test func `nothing is ever overwritten`() throws {
    let folder = try SampleRepository.make()
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .failure && run.diagnostics.contains("is not overwritten"))
    #expect(String(decoding: try File.read("\(folder.path)/arch-rules.json"), as: UTF8.self) == SampleRepository.rules())
    let other = try SampleRepository.make(rules: nil)
    try other.write("{}", to: "bulkhead-baseline.json")
    #expect(Run("init", "--write", in: other).code == .failure)
    #expect(Run("init", in: folder).code == .success)
  }

  @Test func `test data that cannot be evaluated is left out, and check holds at the first try`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let broken = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: 1)\n"
    try folder.write(broken, to: "Fixtures/One/Package.swift")
    try folder.write(broken, to: "Fixtures/Two/Package.swift")
    try folder.write(broken, to: "Odd/Package.swift")
    try folder.write("let page = 1\n", to: "Sources/Kit/Kit.docc/Page.swift")
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .success, "\(run.diagnostics)")
    let rules = try RuleSet(parsing: File.read("\(folder.path)/arch-rules.json"), path: "arch-rules.json")
    #expect(rules.ignored.map { $0.paths.map(\.text) } == [["Fixtures"], ["Odd"], ["**/*.docc"]])
    #expect(rules.ignored[1].reason.hasPrefix("Its manifest cannot be evaluated"))
    let check = Run("check", in: folder)
    #expect(check.code == .success, "\(check.output)")
  }

  @Test func `computed manifests of test data are evaluated only where the repository stands on them`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let computed = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: [\"A\"].joined())\n"
    for name in ["One", "Two"] { try folder.write(computed, to: "Fixtures/\(name)/Package.swift") }
    try folder.write("let a = 1\n", to: "Fixtures/One/Sources/A/A.swift")
    // SwiftPM cannot be started, so that whatever asks it fails.
    let run = Run("init", in: folder, environment: ["PATH": folder.path])
    #expect(run.code == .success, "\(run.diagnostics)")
    #expect(run.diagnostics.contains("  Fixtures: They hold 2 packages, 1 Swift file of no target. Data of tests:"), "\(run.diagnostics)")

    let manifest = SampleRepository.manifest.replacing("targets: [", with: "dependencies: [.package(path: \"Fixtures/One\")], targets: [")
    #expect(manifest != SampleRepository.manifest)
    try folder.write(manifest, to: "Package.swift")
    let needed = Run("init", in: folder, environment: ["PATH": Environment["PATH"] ?? "", "HOME": folder.path])
    #expect(needed.code == .success, "\(needed.diagnostics)")
    #expect(!needed.diagnostics.contains("Fixtures"), "\(needed.diagnostics)")
  }

  @Test func `test data that cannot be read is left out too, and what is no test data stops init`() throws {
    let folder = try SampleRepository.make(rules: nil)
    try folder.write(SampleRepository.manifest, to: "Fixtures/Odd/Package.swift")
    for target in ["Kit", "Core"] { try folder.write("", to: "Fixtures/Odd/Sources/\(target)/a.swift") }
    try folder.write("", to: "Fixtures/Odd/Sources/App/main.swift")
    try folder.write("", to: "Fixtures/Odd/Tests/KitTests/t.swift")
    // No text has this name, so nothing that is made of text can open the file.
    let script = "touch \"$1/$(printf 'a\\377').swift\""
    for place in ["Fixtures/Odd/Sources/Core", "Sources/Core"] {
      let command = ["/bin/sh", "-c", script, "sh", "\(folder.path)/\(place)"]
      _ = try ChildProcess.run(command, environment: Environment.forChildren)
      let run = Run("init", in: folder)
      #expect(run.code == (place == "Sources/Core" ? .failure : .success), "\(run.diagnostics)")
      if run.code == .success { #expect(run.output.contains("{ \"paths\": [\"Fixtures\"]")) }
    }
  }

  @Test func `the folders of an Xcode project are modules, its tests together`() throws {
    let folder = try SampleRepository.make(rules: nil)
    for path in ["iOS/Shop.xcodeproj/project.pbxproj", "iOS/Shop/Views/View.swift", "iOS/Shop/App.swift", "iOS/Widget/Widget.swift"] {
      try folder.write("import Kit\n", to: path)
    }
    for path in ["iOS/ShopTests/Test.swift", "iOS/ShopUITests/Test.swift"] { try folder.write("import XCTest\n", to: path) }
    try folder.write("print(1)\n", to: "Loose/script.swift")
    #expect(Run("init", "--write", in: folder).code == .success)
    let rules = try RuleSet(parsing: File.read("\(folder.path)/arch-rules.json"), path: "arch-rules.json")
    let modules = rules.groups.filter { !$0.selector.sources.isEmpty }
    #expect(modules.map(\.name) == ["AppTests", "Shop", "Widget"])
    #expect(modules.map { $0.selector.sources.map(\.text) } == [["iOS/ShopTests", "iOS/ShopUITests"], ["iOS/Shop"], ["iOS/Widget"]])
    let check = Run("check", in: folder)
    #expect(check.code == .success, "\(check.output)")
    #expect(!check.output.contains("warning"), "\(check.output)")
  }

  @Test func `an app's tests import it by the name that its project gives it`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let project = """
      { objects = {
        file = { path = Code/App.swift; sourceTree = "<group>"; }; main = { sourceTree = "<group>"; children = (file); };
        build = { fileRef = file; }; sources = { isa = PBXSourcesBuildPhase; files = (build); };
        app = { name = Shop; productType = "com.apple.product-type.application"; buildPhases = (sources); };
        project = { mainGroup = main; targets = (app); };
      }; rootObject = project; }
      """
    try folder.write(project, to: "iOS/Shop.xcodeproj/project.pbxproj")
    try folder.write("import Kit\n", to: "iOS/Code/App.swift")
    try folder.write("@testable import Shop\nimport XCTest\n", to: "iOS/CodeTests/Test.swift")
    let run = Run("init", "--write", in: folder)
    #expect(run.diagnostics.contains("nothing-unknown (forbid): holds"), "\(run.diagnostics)")
    let rules = try RuleSet(parsing: File.read("\(folder.path)/arch-rules.json"), path: "arch-rules.json")
    #expect(rules.groups.prefix(2).map(\.name) == ["CodeTests", "Shop"])
    #expect(Run("check", in: folder).code == .success)
    #expect(Run("why", "CodeTests", "Shop", in: folder).output.contains("iOS/CodeTests/Test.swift:1"))
  }

  @Test func `why each rule is proposed is told in place of the rules`() throws {
    let run = Run("init", "--explain", in: try SampleRepository.make(rules: nil))
    #expect(run.code == .success)
    #expect(
      run.output.contains(
        "rule programs-are-imported-by-tests-alone (restrict)\n  Only tests may import programs.\n  Nothing is built on what is run."))
    #expect(run.output.contains("group programs: 1 target (Sources/App)\n  Executables and plugins"))
  }
}
