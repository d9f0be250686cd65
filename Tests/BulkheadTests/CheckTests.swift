import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct CheckTests {
  private func clean() throws -> TemporaryFolder {
    let folder = try SampleRepository.make()
    try folder.write("import Kit\n", to: "Sources/App/main.swift")
    return folder
  }

  @Test func `a broken rule is a finding with its line, its reason and its place in the rules`() throws {
    let run = Run("check", in: try SampleRepository.make())
    #expect(run.code == .findings)
    #expect(run.diagnostics == "")
    #expect(
      run.output == """
        Sources/App/main.swift:3:16: error: App imports Core; app may not import core [app-through-kit]
          3 | private import Core
            |                ^
          reason: Kit is the way to Core.
          rule: arch-rules.json:9:5: { "id": "app-through-kit", "kind": "forbid", "from": "app", "to": "core", "severity": "error", "reas…

        1 error, 0 warnings: 2 rules, 4 targets, 4 files, 6 imports.

        """)
  }

  @Test func `no finding is one line`() throws {
    let run = Run("check", in: try clean())
    #expect(run.output == "All 2 rules hold: 4 targets, 4 files, 5 imports.\n")
    #expect(run.code == .success && run.diagnostics == "")
  }

  @Test func `Swift files that no target compiles are counted and listed by folder`() throws {
    let folder = try clean()
    try folder.write("import Core\n", to: "Xcode/Screen.swift")
    #expect(
      Run("check", in: folder).output
        == """
        Swift files in no target and no group, which no rule binds:
          Xcode: 1 file

        All 2 rules hold: 4 targets, 4 files, 5 imports; 1 Swift file in no target, which no rule binds.

        """)
    let json = try JSONValue(parsing: Array(Run("check", "--format", "json", in: folder).output.utf8))
    #expect(json["unowned"] == [["folder": "Xcode", "files": 1]])
  }

  @Test func `warnings alone do not fail`() throws {
    let run = Run("check", in: try SampleRepository.make(rules: SampleRepository.rules(severity: "warning")))
    #expect(run.code == .success)
    #expect(run.output.hasSuffix("0 errors, 1 warning: 2 rules, 4 targets, 4 files, 6 imports.\n"))
  }

  @Test func `the repository is found from a folder inside it`() throws {
    let folder = try clean()
    #expect(Run("check", in: "\(folder.path)/Sources/App").code == .success)
    #expect(Run("check", "--root", folder.path, in: "/").code == .success)
  }

  @Test func `two runs give the same bytes in every format`() throws {
    let folder = try SampleRepository.make()
    for format in ReportFormat.allCases {
      let run = { Run("check", "--format", format.rawValue, in: folder) }
      #expect(run().output == run().output)
      #expect(run().code == .findings)
    }
  }

  @Test func `in a GitHub workflow findings are annotations, unless another format is asked for`() throws {
    let folder = try SampleRepository.make()
    let github = ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": PathText.parent(folder.path)]
    let name = folder.path.split(separator: "/").last!
    #expect(Run("check", in: folder, environment: github).output.hasPrefix("::error file=\(name)/Sources/App/main.swift,line=3,col=16,title=app-"))
    #expect(Run("check", "--format", "text", in: folder, environment: github).output.hasPrefix("Sources/App/main.swift:3:16: error: "))
  }

  @Test func `colours are for terminals`() throws {
    let folder = try SampleRepository.make()
    #expect(Run("check", in: folder, isTerminal: true).output.contains("\u{1B}[31merror:\u{1B}[0m"))
    #expect(!Run("check", in: folder, environment: ["NO_COLOR": "1"], isTerminal: true).output.contains("\u{1B}"))
    #expect(!Run("check", "--color=never", in: folder, isTerminal: true).output.contains("\u{1B}"))
  }

  @Test func `a report can go to a file`() throws {
    let folder = try SampleRepository.make()
    let run = Run("check", "--format", "json", "--output", "out.json", in: "\(folder.path)/Sources")
    #expect(run.output == "")
    #expect(run.code == .findings)
    #expect(run.diagnostics == "bulkhead: 1 error, 0 warnings: 2 rules, 4 targets, 4 files, 6 imports. The report is in out.json.\n")
    let report = try JSONValue(parsing: File.read("\(folder.path)/Sources/out.json"))
    #expect(report["summary"]?["errors"] == 1)
  }

  @Test func `an undeclared import and a needless dependency are told with the line to write or to take out`() throws {
    let folder = try SampleRepository.make(
      rules: #"{ "version": 1, "rules": [{ "id": "d", "kind": "declared", "reason": "r" }, { "id": "u", "kind": "used", "reason": "r" }] }"#)
    try folder.write("import Core\n", to: "Sources/App/main.swift")
    try folder.write("", to: "Tests/KitTests/KitTests.swift")
    for file in ["A", "B"] { try folder.write("import Kit\nimport Core\n", to: "Tests/KitTests/\(file).swift") }
    let run = Run("check", in: folder)
    #expect(run.code == .findings)
    #expect(
      run.output.hasPrefix(
        """
        Package.swift:7:51: error: App declares Kit, but none of its files imports it [u]
          7 |     .executableTarget(name: "App", dependencies: ["Kit", "Core"]),
            |                                                   ^
          reason: r
          mend: Remove "Kit", from the dependencies of App in Package.swift:7.
        """), "\(run.output)")
    #expect(run.output.contains("A.swift:2:8: error: KitTests imports Core in 2 files, first Tests/KitTests/A.swift:2; "), "\(run.output)")
    #expect(run.output.contains("  mend: Add \"Core\", to the dependencies of KitTests in Package.swift:10.\n"), "\(run.output)")
    let json = try JSONValue(parsing: Array(Run("check", "--format", "json", in: folder).output.utf8))["findings"]?.array ?? []
    let finding = try #require(json.first { $0["rule"] == "d" })
    #expect(finding["files"] == 2)
    let places = ["A", "B"].map { ["path": .string("Tests/KitTests/\($0).swift"), "line": 2, "column": 8] as JSONValue }
    #expect(finding["places"] == .array(places))
  }

  @Test func `a product of another package is told with its package, and with the folder where the package lacks it`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{ "version": 1, "rules": [{ "id": "d", "kind": "declared", "reason": "r" }] }"#, to: "arch-rules.json")
    let head = "// swift-tools-version: 6.0\nimport PackageDescription\n"
    try folder.write(
      head + """
        let package = Package(name: "Kit", products: [.library(name: "KitLibrary", targets: ["Kit"])], targets: [.target(name: "Kit")])

        """, to: "libraries/Kit/Package.swift")
    try folder.write("", to: "libraries/Kit/Sources/Kit/Kit.swift")
    for (name, dependencies) in [("one", #"dependencies: [.package(path: "../libraries/Kit")], "#), ("two", "")] {
      try folder.write(
        head + "let package = Package(name: \"\(name)\", \(dependencies)targets: [.target(name: \"\(name)\")])\n", to: "\(name)/Package.swift")
      try folder.write("import Kit\n", to: "\(name)/Sources/\(name)/x.swift")
    }
    let run = Run("check", in: folder)
    let product = #".product(name: "KitLibrary", package: "Kit"),"#
    #expect(run.output.contains("  mend: Add \(product) to the dependencies of one in one/Package.swift:3.\n"), "\(run.output)")
    let package = #".package(path: "../libraries/Kit"),"#
    #expect(
      run.output.contains(
        "  mend: Add \(package) to the dependencies of the package, and \(product) to those of two in two/Package.swift:3.\n"), "\(run.output)")
  }

  @Test func `with --since a missing dependency is told at a new import, and nothing else changes`() throws {
    let repository = try GitFolder()
    try repository.write(SampleRepository.manifest, to: "Package.swift")
    try repository.write(#"{ "version": 1, "rules": [{ "id": "d", "kind": "declared", "reason": "r" }] }"#, to: "arch-rules.json")
    for name in ["App/main", "Kit/Kit", "Core/Core"] { try repository.write("", to: "Sources/\(name).swift") }
    try repository.write("", to: "Tests/KitTests/KitTests.swift")
    for name in ["a b", "q"] { try repository.write("// one\n// two\nimport Kit\n", to: "Sources/Core/\(name).swift") }
    try repository.commit()
    #expect(
      repository.run("check").output.hasPrefix("Sources/Core/a b.swift:3:8: error: Core imports Kit in 2 files, first Sources/Core/a b.swift:3; "))
    #expect(repository.run("check", "--since", "HEAD").output == repository.run("check").output)
    try repository.write("// one\n// two\nimport Kit\nimport Kit\n", to: "Sources/Core/q.swift")
    #expect(
      repository.run("check", "--since", "HEAD").output.hasPrefix(
        "Sources/Core/q.swift:4:8: error: Core imports Kit in 2 files, first Sources/Core/a b"))
    try repository.write("import Kit\n", to: "Sources/Core/b\"\u{E9}.swift")
    #expect(repository.run("check", "--since", "HEAD").output.hasPrefix("Sources/Core/b\"\u{E9}.swift:1:8: error: Core imports Kit in 3 files"))
    try repository.commit()
    try repository.write("// one\n// 2\nimport Kit\n", to: "Sources/Core/b\"\u{E9}.swift")
    #expect(repository.run("check", "--since", "HEAD").output.hasPrefix("Sources/Core/b"), "the file changed, if not the import")
    #expect(repository.run("check", "--since", "nowhere").code == .failure)
  }

  @Test func `an import that breaks several rules is one finding for people, and one for each rule where rules are counted`() throws {
    let rules = SampleRepository.rules().replacing(
      "\"rules\": [", with: #""rules": [ { "id": "first", "kind": "forbid", "from": "app", "to": "core", "reason": "r" },"#)
    let folder = try SampleRepository.make(rules: rules)
    let text = Run("check", in: folder).output
    #expect(text.contains("[first]") && text.contains("\n  also breaks: app-through-kit\n"), "\(text)")
    #expect(text.hasSuffix("1 error, 0 warnings: 3 rules, 4 targets, 4 files, 6 imports.\n"), "\(text)")
    let json = try JSONValue(parsing: Array(Run("check", "--format", "json", in: folder).output.utf8))
    #expect(json["findings"]?.array?.map { $0["alsoBreaks"] } == [["app-through-kit"]])
    let sarif = try JSONValue(parsing: Array(Run("check", "--format", "sarif", in: folder).output.utf8))
    #expect(sarif["runs"]?.array?[0]["results"]?.array?.map { $0["ruleId"]?.string } == ["app-through-kit", "first"])
    #expect(Run("check", "--format", "junit", in: folder).output.contains("failures=\"2\""))
    #expect(Run("check", "--write-baseline", in: folder).diagnostics == "bulkhead: bulkhead-baseline.json now records 2 findings\n")
    #expect(Run("check", in: folder).code == .success)
  }

  @Test func `timings are lines of a name and milliseconds`() throws {
    let run = Run("check", "--timings", in: try clean())
    let lines = run.diagnostics.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0[0] } == ["walk", "manifests", "sources", "read", "scan", "resolve", "rules", "baseline", "report", "total"])
    #expect(lines.allSatisfy { $0.count == 3 && Double($0[1]) != nil && $0[2] == "ms" })
  }
}

@Suite(.blocking) struct CheckInputTests {
  @Test func `mistakes in the rules are all named with their places`() throws {
    let rules = """
      { "version": 1,
        "groups": { "app": { "paths": ["Sources/App"] } },
        "rules": [
          { "id": "a", "kind": "forbit", "from": "app", "to": "app", "reason": "r" },
          { "id": "b", "kind": "forbid", "from": "ap", "to": "app", "reason": "r" },
          { "id": "c", "kind": "forbid", "from": "app", "to": "app" },
          { "id": "d", "kind": "acyclic", "reason": "r", "reasons": "s" } ] }
      """
    let run = Run("check", in: try SampleRepository.make(rules: rules))
    #expect(run.code == .failure)
    #expect(run.output == "")
    #expect(
      run.diagnostics == """
        arch-rules.json:4:26: unknown kind "forbit"; did you mean "forbid"? expected one of allow, forbid, require, restrict, independent, layers, acyclic, declared, used, covered
        arch-rules.json:5:44: unknown group "ap"; did you mean "app"?
        arch-rules.json:6:5: missing key "reason": a rule of kind "forbid" needs it
        arch-rules.json:7:52: unknown key "reasons" in a rule of kind "acyclic"; did you mean "reason"? expected one of id, kind, reason, in, severity, except

        """)
  }

  @Test func `manifests that cannot be evaluated are findings, and "ignore" leaves them out`() throws {
    let folder = try SampleRepository.make()
    // SwiftPM reads what the text alone does not say.
    let environment = ["PATH": Environment["PATH"] ?? "", "HOME": folder.path]
    let broken = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: 1)\n"
    for name in ["One", "Two"] { try folder.write(broken, to: "Fixtures/\(name)/Package.swift") }
    let run = Run("check", in: folder, environment: environment)
    #expect(run.code == .findings)
    for name in ["One", "Two"] { #expect(run.output.contains("Fixtures/\(name)/Package.swift:3:"), "\(run.output)") }
    #expect(run.output.contains("leave its folder out: \"ignore\""), "\(run.output)")
    #expect(
      Run("affected", "--since", "HEAD", in: folder, environment: environment).diagnostics.contains("Fixtures/Two/Package.swift:3:"),
      "it must know all that is there")
    #expect(Run("graph", in: folder, environment: environment).code == .success)

    let ignore = "\"version\": 1, \"ignore\": [{ \"paths\": [\"Fixtures\"], \"reason\": \"Broken on purpose.\" }],"
    try folder.write(SampleRepository.rules().replacing("\"version\": 1,", with: ignore), to: "arch-rules.json")
    let quiet = Run("check", in: folder, environment: environment)
    #expect(!quiet.output.contains("Fixtures"), "\(quiet.output)")
    #expect(quiet.output.contains("1 error"), "the finding that was there before: \(quiet.output)")
  }

  @Test(.timeLimit(.minutes(15))) func `a pipe in the place of the rules is refused, not waited for`() throws {
    let folder = try SampleRepository.make(rules: nil)
    _ = try ChildProcess.run(["mkfifo", "\(folder.path)/arch-rules.json"], environment: Environment.forChildren)
    let run = Run("check", in: folder)
    #expect(run.code == .failure)
    #expect(run.diagnostics.contains("is not a file"), "\(run.diagnostics)")
  }

  @Test func `broken JSON is told by line and column`() throws {
    let run = Run("check", in: try SampleRepository.make(rules: "{\n  \"version\": 1,,\n}"))
    #expect(run.code == .failure)
    #expect(run.diagnostics == "arch-rules.json:2:16: expected a key in double quotes, found ','\n")
  }

  @Test func `without rules there is nothing to check`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let run = Run("check", in: folder)
    #expect(run.code == .failure)
    #expect(
      run.diagnostics
        == "bulkhead: there is no rules file \(folder.path)/arch-rules.json; write one, name another with --rules, or let bulkhead init propose one\n"
    )
  }

  @Test func `the rules can be elsewhere`() throws {
    let folder = try SampleRepository.make(rules: nil)
    try folder.write(SampleRepository.rules(), to: "ci/rules.json")
    let run = Run("check", "--rules", "rules.json", "--root", "..", in: "\(folder.path)/ci")
    #expect(run.code == .findings)
    #expect(run.output.contains("  rule: ci/rules.json:9:5: "))
    #expect(Run("check", "--rules", "missing.json", in: folder).code == .failure)
  }

  @Test func `a day that is none is a mistake`() throws {
    let run = Run("check", "--today", "2027-02-30", in: try SampleRepository.make())
    #expect(run.code == .failure)
    #expect(run.diagnostics.hasPrefix("bulkhead: --today 2027-02-30: expected a day such as 2027-01-31\n"))
  }

  @Test func `exceptions end on their day`() throws {
    let folder = try SampleRepository.make(
      rules: SampleRepository.rules().replacing(
        "\"reason\": \"Kit is the way to Core.\"",
        with: """
          "reason": "Kit is the way to Core.",
          "except": [{ "from": "app", "to": "core", "reason": "Not yet.", "until": "2027-01-31" }]
          """))
    #expect(Run("check", in: folder).code == .success)
    #expect(Run("check", "--today", "2027-01-31", in: folder).code == .success)
    #expect(Run("check", "--today", "2027-02-01", in: folder).code == .findings)
  }

  @Test func `a folder without packages is no repository`() throws {
    let folder = try TemporaryFolder()
    try folder.write(SampleRepository.rules(), to: "arch-rules.json")
    let run = Run("check", in: folder)
    #expect(run.code == .failure)
    #expect(run.output == "" && run.diagnostics.contains("there is no Package.swift here"))
  }
}
