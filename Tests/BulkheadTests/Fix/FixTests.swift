import ArchRules
import Calendar
import PackageGraph
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct FixTests {
  private static let rules = """
    { "version": 1, "groups": { "core": { "modules": ["Core"] } }, "rules": [
      { "id": "declared", "kind": "declared", "reason": "r" }, { "id": "used", "kind": "used", "reason": "r" },
      { "id": "core", "kind": "forbid", "from": "core", "to": { "modules": ["Kit"] }, "reason": "r" } ] }
    """
  private static let head = "// swift-tools-version: 6.0\nimport PackageDescription\n"

  /// A repository of one package: its manifest without the head, and a source of each target.
  private func repository(_ manifest: String, _ sources: KeyValuePairs<String, String>, rules: String = rules) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(rules, to: "arch-rules.json")
    try folder.write(Self.head + manifest, to: "Package.swift")
    for (path, text) in sources { try folder.write(text, to: "\(path).swift") }
    return folder
  }

  private func manifest(_ folder: TemporaryFolder, _ path: String = "Package.swift") throws -> String {
    String(decoding: try File.read("\(folder.path)/\(path)"), as: UTF8.self).replacing(Self.head, with: "")
  }

  private static let plain = """
    let package = Package(
      name: "p",
      targets: [
        .executableTarget(name: "App", dependencies: ["Kit"]),  // the program
        .target(name: "Kit"),
        .target(
          name: "Core",
          dependencies: [
            "Base",  // as ever
            "Log",
          ]
        ),
        .target(name: "Base"),
        .target(name: "Log"),
      ]
    )

    """
  private static let plainSources: KeyValuePairs = [
    "Sources/App/main": "import Core\nimport Foundation\n", "Sources/Kit/Kit": "import Core\n", "Sources/Core/Core": "import Base\n",
    "Sources/Base/Base": "", "Sources/Log/Log": "",
  ]

  @Test func `what is missing is added and what is too much is taken out, and the check then holds`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    let run = Run("check", "--fix", in: folder)
    #expect(run.code == .success, "\(run.output)\(run.diagnostics)")
    #expect(run.output == "All 3 rules hold: 5 targets, 5 files, 4 imports.\n")
    #expect(
      run.diagnostics == """
        bulkhead: done: Add "Core", to the dependencies of App in Package.swift:6
        bulkhead: done: Add "Core", to the dependencies of Kit in Package.swift:7
        bulkhead: done: Remove "Kit", from the dependencies of App in Package.swift:6
        bulkhead: done: Remove "Log", from the dependencies of Core in Package.swift:8

        """)
    let expected = Self.plain.replacing("dependencies: [\"Kit\"]", with: "dependencies: [\"Core\"]")
      .replacing("(name: \"Kit\")", with: "(name: \"Kit\", dependencies: [\"Core\"])").replacing("        \"Log\",\n", with: "")
    #expect(try manifest(folder) == expected)
    #expect(Run("check", "--fix", in: folder).diagnostics == "")
  }

  @Test func `a package that no target uses any more is told`() throws {
    let app = """
      let package = Package(
        name: "p",
        dependencies: [.package(path: "Kit")],
        targets: [.target(name: "App", dependencies: [.product(name: "Kit", package: "Kit")])]
      )

      """
    let folder = try repository(app, ["Sources/App/App": "let a = 1\n", "Kit/Sources/Kit/Kit": "let kit = 1\n"])
    let kit = "let package = Package(name: \"Kit\", products: [.library(name: \"Kit\", targets: [\"Kit\"])], targets: [.target(name: \"Kit\")])\n"
    try folder.write(Self.head + kit, to: "Kit/Package.swift")
    let run = Run("check", "--fix", in: folder)
    let words = "bulkhead: left to you: no target uses the package kit any more; Package.swift still names it\n"
    #expect(run.diagnostics.contains(words), "\(run.diagnostics)")
    #expect(Run("check", "--fix", in: folder).diagnostics == "")
  }

  @Test func `what was fixed builds, and SwiftPM's own check of dependencies finds nothing`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    #expect(Run("check", "--fix", in: folder).code == .success)
    let build = ["swift", "build", "--package-path", folder.path, "--explicit-target-dependency-import-check", "error"]
    let outcome = try ChildProcess.run(build, environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
  }

  @Test func `a dry run prints a patch that git applies, and writes nothing`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    let run = Run("check", "--fix", "--dry-run", in: folder)
    #expect(run.code == .findings)
    #expect(
      run.output == """
        --- a/Package.swift
        +++ b/Package.swift
        @@ -3,13 +3,12 @@
         let package = Package(
           name: "p",
           targets: [
        -    .executableTarget(name: "App", dependencies: ["Kit"]),  // the program
        -    .target(name: "Kit"),
        +    .executableTarget(name: "App", dependencies: ["Core"]),  // the program
        +    .target(name: "Kit", dependencies: ["Core"]),
             .target(
               name: "Core",
               dependencies: [
                 "Base",  // as ever
        -        "Log",
               ]
             ),
             .target(name: "Base"),

        """)
    #expect(try manifest(folder) == Self.plain)
    let patch = try folder.write(run.output, to: "fix.patch")
    let applied = try ChildProcess.run(["git", "-C", folder.path, "apply", patch], environment: Environment.forChildren)
    #expect(applied.ending == .exit(0), "\(String(decoding: applied.errorOutput, as: UTF8.self))")
    #expect(Run("check", in: folder).code == .success)
  }

  @Test func `what a rule refuses is not declared, and a cycle is not made`() throws {
    let text = """
      let package = Package(
        name: "p", targets: [.target(name: "Core"), .target(name: "Kit", dependencies: ["Core"]), .target(name: "Low"), .target(name: "High", dependencies: ["Low"])])

      """
    let folder = try repository(
      text,
      [
        "Sources/Core/Core": "import Kit\n", "Sources/Kit/Kit": "import Core\n", "Sources/Low/Low": "import High\n",
        "Sources/High/High": "import Low\n",
      ])
    let run = Run("check", "--fix", in: folder)
    #expect(run.code == .findings)
    #expect(try manifest(folder) == text)
    #expect(
      run.diagnostics == """
        bulkhead: left to you: Add "Kit", to the dependencies of Core in Package.swift:4: core refuses the import
        bulkhead: left to you: Add "High", to the dependencies of Low in Package.swift:4: the targets would be a cycle: Low → High → Low

        """)
    #expect(run.output.contains("[core]") && run.output.contains("also breaks: declared"), "\(run.output)")
    #expect(run.output.contains("mend: Remove the import: with High declared, the targets would be a cycle: Low → High → Low."), "\(run.output)")
  }

  @Test func `what a rule refuses stays refused where the baseline tolerates it`() throws {
    let folder = try repository(
      "let package = Package(name: \"p\", targets: [.target(name: \"Core\"), .target(name: \"Kit\")])\n",
      ["Sources/Core/Core": "import Kit\n", "Sources/Kit/Kit": ""])
    try folder.write(
      #"{ "version": 2, "entries": [{ "rule": "core", "from": "Core", "to": "Kit", "path": "Sources/Core/Core.swift" }] }"#,
      to: "bulkhead-baseline.json")
    let run = Run("check", "--fix", in: folder)
    #expect(run.diagnostics.contains("left to you: Add \"Kit\", to the dependencies of Core in Package.swift:3: core refuses the import"))
    #expect(run.output.contains("mend: Remove the import, which core refuses."), "\(run.output)")
  }

  @Test func `what is not certain is told, with the reason`() throws {
    let folder = try repository(
      """
      let shared: [Target.Dependency] = ["Base"]
      let package = Package(
        name: "p",
        targets: [
          .target(name: "Computed", dependencies: shared),
          .target(name: "Conditional"),
          .target(name: "Needless", dependencies: [.target(name: "Base", condition: .when(platforms: [.linux]))]),
          .target(name: "User", dependencies: ["Passing"]),
          .target(name: "Passing", dependencies: ["Base", "Log"]),
          .target(name: "Base"),
          .target(name: "Log"),
          .executableTarget(name: "Program"),
          .target(name: "Wrapper"),
          .target(name: "Made", dependencies: ["Base"], plugins: ["Maker"]),
          .plugin(name: "Maker", capability: .buildTool()),
        ])

      """,
      [
        "Sources/Computed/x": "import Log\n", "Sources/Conditional/x": "#if os(Linux)\nimport Log\n#endif\n",
        "Sources/Needless/x": "struct Needless {}\n",
        "Sources/User/x": "import Passing\n#if canImport(Base)\nimport Base\n#endif\n", "Sources/Passing/x": "import Log\n", "Sources/Base/x": "",
        "Sources/Log/x": "", "Sources/Program/main": "", "Sources/Wrapper/x": "import Program\n",
        "Sources/Made/x": "", "Plugins/Maker/x": "",
      ],
      rules: Self.rules.replacing("\"kind\": \"used\"", with: "\"kind\": \"used\", \"strict\": true"))
    let before = try manifest(folder)
    let run = Run("check", "--fix", in: folder)
    #expect(try manifest(folder) == before)
    #expect(
      run.diagnostics == """
        bulkhead: left to you: Add "Log", to the dependencies of Computed in Package.swift:7: the manifest, or this part of it, cannot be changed by its text alone
        bulkhead: left to you: Add "Log", to the dependencies of Conditional in Package.swift:8: it is imported under #if os(Linux), so the dependency may need a condition too
        bulkhead: left to you: Add "Base", to the dependencies of User in Package.swift:10: it is imported under #if canImport(Base), so the dependency may need a condition too
        bulkhead: left to you: Add "Program", to the dependencies of Wrapper in Package.swift:15: Program is a program
        bulkhead: left to you: Remove "Base", from the dependencies of Computed in Package.swift:7: the manifest, or this part of it, cannot be changed by its text alone
        bulkhead: left to you: Remove .target(name: "Base"), from the dependencies of Needless in Package.swift:9: it is declared for a condition (platforms: linux), which may be what it is for
        bulkhead: left to you: Remove "Base", from the dependencies of Passing in Package.swift:11: User imports Base and has it through this dependency alone
        bulkhead: left to you: Remove "Base", from the dependencies of Made in Package.swift:16: a plugin runs for the target, and may make sources that import it

        """)
  }

  @Test func `a product of another package of the repository brings the package, where no cycle comes of it`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{ "version": 1, "rules": [{ "id": "declared", "kind": "declared", "reason": "r" }] }"#, to: "arch-rules.json")
    let kit = """
      let package = Package(
        name: "Kit",
        products: [
          .library(name: "KitLibrary", targets: ["Kit", "KitMore"]),
          .library(name: "One", targets: ["Both"]),
          .library(name: "Two", targets: ["Both"]),
        ],
        targets: [.target(name: "Kit"), .target(name: "KitMore"), .target(name: "Both")]
      )

      """
    try folder.write(Self.head + kit, to: "libraries/Kit/Package.swift")
    try folder.write("import App\n", to: "libraries/Kit/Sources/Kit/x.swift")
    for name in ["KitMore", "Both"] { try folder.write("", to: "libraries/Kit/Sources/\(name)/x.swift") }
    let app = """
      let package = Package(
        name: "App",
        products: [.library(name: "App", targets: ["App"])],
        targets: [
          .target(name: "App"),
          .target(name: "Other"),
        ]
      )

      """
    try folder.write(Self.head + app, to: "apps/App/Package.swift")
    try folder.write("import Kit\nimport KitMore\n", to: "apps/App/Sources/App/x.swift")
    try folder.write("import Kit\nimport Both\n", to: "apps/App/Sources/Other/x.swift")
    let run = Run("check", "--fix", in: folder)
    #expect(run.code == .findings)
    let product = #".product(name: "KitLibrary", package: "Kit")"#
    let expected = app.replacing(
      "targets: [\"App\"])],\n", with: "targets: [\"App\"])],\n  dependencies: [.package(path: \"../../libraries/Kit\")],\n"
    )
    .replacing("(name: \"App\"),\n    .t", with: "(name: \"App\", dependencies: [\(product)]),\n    .t")
    .replacing("(name: \"Other\")", with: "(name: \"Other\", dependencies: [\(product)])")
    #expect(try manifest(folder, "apps/App/Package.swift") == expected)
    #expect(try manifest(folder, "libraries/Kit/Package.swift") == kit)
    #expect(
      run.diagnostics.contains(
        ".product(name: \"One\", package: \"Kit\"), or .product(name: \"Two\", package: \"Kit\"), to those of Other in apps/App/Package.swift:8: several"
      ),
      "\(run.diagnostics)")
    #expect(run.diagnostics.contains("would be a cycle: "), "\(run.diagnostics)")
    #expect(run.output.hasSuffix("2 errors, 0 warnings: 1 rule, 5 targets, 5 files, 5 imports.\n"), "\(run.output)")
  }

  @Test func `the form is that of the target's other dependencies, and a debug build's import is everyone's`() throws {
    let text = """
      let package = Package(
        name: "p",
        targets: [.target(name: "A"), .target(name: "B"), .target(name: "C", dependencies: [.target(name: "A")])])

      """
    let folder = try repository(
      text, ["Sources/A/x": "", "Sources/B/x": "", "Sources/C/x": "import A\n#if DEBUG\nimport B\n#endif\n"],
      rules: #"{ "version": 1, "rules": [{ "id": "declared", "kind": "declared", "reason": "r" }] }"#)
    #expect(Run("check", "--fix", in: folder).code == .success)
    #expect(try manifest(folder) == text.replacing("[.target(name: \"A\")]", with: "[.target(name: \"A\"), .target(name: \"B\")]"))
  }

  @Test func `a product that another target of the package declares is declared as there`() throws {
    let text = """
      let package = Package(
        name: "p",
        dependencies: [.package(url: "https://example.com/swift-log.git", from: "1.0.0")],
        targets: [
          .target(name: "A", dependencies: [.product(name: "Logging", package: "swift-log")]),
          .target(name: "B"),
        ])

      """
    let folder = try repository(text, ["Sources/A/x": "import Logging\n", "Sources/B/x": "import Logging\n"])
    try folder.write(
      Self.head + "let package = Package(name: \"swift-log\", products: [.library(name: \"Logging\", targets: [\"Logging\"])], "
        + "targets: [.target(name: \"Logging\")])\n", to: ".build/checkouts/swift-log/Package.swift")
    try folder.write("", to: ".build/checkouts/swift-log/Sources/Logging/x.swift")
    #expect(Run("check", "--fix", in: folder).diagnostics.hasPrefix("bulkhead: done: Add .product(name: \"Logging\", package: \"swift-log\"), to"))
    #expect(
      try manifest(folder)
        == text.replacing("(name: \"B\")", with: "(name: \"B\", dependencies: [.product(name: \"Logging\", package: \"swift-log\")])"))
  }

  @Test func `the manifest keeps its mode, and findings of the baseline are left alone`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    _ = Run("check", "--write-baseline", in: folder)
    #expect(Run("check", "--fix", in: folder).diagnostics == "")
    #expect(try manifest(folder) == Self.plain)
    try File.remove("\(folder.path)/bulkhead-baseline.json")
    _ = try ChildProcess.run(["chmod", "640", "\(folder.path)/Package.swift"], environment: Environment.forChildren)
    #expect(Run("check", "--fix", in: folder).code == .success)
    let mode = try ChildProcess.run(["stat", "-c", "%a", "\(folder.path)/Package.swift"], environment: Environment.forChildren)
    #if os(Linux)
      #expect(String(decoding: mode.output, as: UTF8.self) == "640\n")
    #endif
  }

  @Test func `a manifest that changed since it was read is not written over`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    let read = try RepositoryLoader(root: folder.path).load()
    let ruleSet = try RuleSet(parsing: Array(Self.rules.utf8), path: "arch-rules.json")
    let findings = ruleSet.evaluate(read.graph, today: CalendarDate("2026-11-21")!)
    var fixer = ManifestFixer(read, environment: [])
    let (_, fixes) = try DependencyFixes.advise(findings, all: findings, read, ruleSet) { try fixer.make($0) }
    #expect(fixes.count == 4 && fixes.allSatisfy { $0.doubt == nil })
    let changed = Self.plain.replacing("the program", with: "a program")
    try folder.write(Self.head + changed, to: "Package.swift")
    #expect(throws: (any Error).self) { try fixer.write() }
    #expect(try manifest(folder) == changed)
    // Nor is one changed that no longer says what was evaluated.
    try folder.write(Self.head + Self.plain.replacing("\"Log\",", with: ""), to: "Package.swift")
    var late = ManifestFixer(read, environment: [])
    let (_, left) = try DependencyFixes.advise(findings, all: findings, read, ruleSet) { try late.make($0) }
    #expect(left.map(\.doubt) == [.computed, .computed, .computed, .computed])
  }

  @Test func `options that make no sense together are refused`() throws {
    let folder = try repository(Self.plain, Self.plainSources)
    #expect(Run("check", "--dry-run", in: folder).diagnostics.hasPrefix("bulkhead: --dry-run shows what --fix would change: give both"))
    #expect(Run("check", "--fix", "--write-baseline", in: folder).code == .failure)
    #expect(Run("check", "--fix", "--shrink-baseline", in: folder).code == .failure)
    for option in ["--output=report.txt", "--format=json"] {
      #expect(Run("check", "--fix", "--dry-run", option, in: folder).diagnostics.hasPrefix("bulkhead: --dry-run prints a patch and no report"))
    }
    #expect(try manifest(folder) == Self.plain)
  }
}
