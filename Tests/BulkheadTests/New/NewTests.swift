import CommandLine
import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// In a copy of this repository: the commands that look at it hold after whatever was made. Names are such as nobody has, so that
/// these tests pass whatever was made in the repository itself.
@Suite(.blocking) struct NewTests {
  private func holds(_ folder: TemporaryFolder) {
    for command in ["check", "probe"] {
      let run = Run(command, in: folder)
      #expect(run.code == .success, "bulkhead \(command):\n\(run.output)\(run.diagnostics)")
    }
    let sync = Run("sync", "--check", in: folder)
    #expect(sync.code == .success, "bulkhead sync --check:\n\(sync.output)\(sync.diagnostics)")
  }

  @Test func `after three services and a package all that is checked holds`() throws {
    let folder = try RepositoryCopy.make()
    let audit = Run("audit", in: folder)
    for arguments in [
      ["new", "service", "trial-server"], ["new", "service", "trial-worker", "--kind", "worker", "--purpose", "Sends mail."],
      ["new", "service", "trial-ledger", "--database"], ["new", "package", "TrialStore", "--room", "chassis", "--purpose", "tokens"],
      ["new", "package", "TrialAPI", "--room", "api"],
    ] {
      let run = Run(arguments, in: folder.path)
      #expect(run.code == .success, "\(arguments): \(run.diagnostics)")
    }
    holds(folder)
    let auditAfter = Run("audit", in: folder)
    #expect(auditAfter.code == audit.code, "\(auditAfter.output)")
    for name in ["trial-server", "trial-worker", "trial-ledger", "TrialStore", "TrialAPI"] {
      #expect(!auditAfter.output.contains("/\(name)/"), "\(auditAfter.output)")
    }
    let readme = String(decoding: try File.read("\(folder.path)/packages/README.md"), as: UTF8.self)
    #expect(readme.contains("| chassis | [TrialStore](chassis/TrialStore) | tokens |\n"))
    #expect(readme.contains("|---|---|---|\n| api | [TrialAPI](api/TrialAPI) | greetings,"))
    #expect(try File.status("\(folder.path)/.bulkhead") == nil)
  }

  @Test func `what is made is formatted, however long its name`() throws {
    let folder = try RepositoryCopy.make()
    let kinds = [["--kind", "server"], ["--kind", "worker"], ["--database"]]
    let names = ["server", "worker", "ledger"].map { "trial-\($0)-" + String(repeating: "w", count: 40 - 7 - 6) }
    for (name, kind) in zip(names, kinds) {
      let run = Run(["new", "service", name] + kind, in: folder.path)
      #expect(run.code == .success, "\(run.diagnostics)")
    }
    #expect(Run("new", "package", "Assay" + String(repeating: "W", count: 35), "--room", "base", in: folder).code == .success)
    let lint = try ChildProcess.run(
      ["swift", "format", "lint", "--strict", "--recursive", "--configuration", "\(folder.path)/.swift-format", "\(folder.path)/Package.swift"]
        + ["packages/base/Assay" + String(repeating: "W", count: 35)].map { "\(folder.path)/\($0)" } + names.map { "\(folder.path)/services/\($0)" },
      environment: Environment.forChildren)
    #expect(lint.ending == .exit(0), "\(String(decoding: lint.errorOutput, as: UTF8.self))")
  }

  @Test func `a dry run lists what a real one does, and does nothing`() throws {
    let folder = try RepositoryCopy.make()
    let before = try RepositoryCopy.snapshot(folder.path)
    let dry = Run("new", "service", "trial-server", "--dry-run", in: folder)
    #expect(try RepositoryCopy.snapshot(folder.path) == before)
    let real = Run("new", "service", "trial-server", in: folder)
    #expect(dry.code == .success && dry.output == real.output)
    let after = try RepositoryCopy.snapshot(folder.path)
    let touched = Set(after.keys).subtracting(before.keys).filter { !$0.hasSuffix("/") }.map { "new      \($0)" }
    let changed = before.keys.filter { after[$0] != before[$0] }.map { "changed  \($0)" }
    #expect(real.output == (touched + changed).sorted().joined(separator: "\n") + "\n")
  }

  @Test func `names that something has are refused, and nothing is changed`() throws {
    let folder = try RepositoryCopy.make()
    try folder.write("mine", to: "services/trial-folder/notes.txt")
    let before = try RepositoryCopy.snapshot(folder.path)
    for (arguments, finding) in [
      (["service", "scheduler-worker"], "there is a module SchedulerWorker in services/scheduler-worker/Sources already"),
      (["service", "console"], "there is a module Console in Sources/Console already"),
      (["service", "json"], "there is a module JSON in packages/base/JSON/Sources already"),
      (["service", "trial-folder"], "services/trial-folder is there already, and nothing is overwritten"),
      (["package", "Bulkhead", "--room", "base"], "there is a module Bulkhead in Sources/bulkhead already"),
      (["package", "Telemetry", "--room", "base"], "there is a module Telemetry in packages/chassis/Telemetry/Sources already"),
      (["package", "Fleet", "--room", "base"], "there is a module Fleet in Sources/fleet already"),
      (["package", "X"], "give --room api|base|chassis|checker|monorepo|testing"),
      (["package", "X", "--room", "chasis"], "unknown room 'chasis'; did you mean 'chassis'?"),
      (["package", "X", "--kind", "worker"], "--kind is for services"), (["package", "X", "--database"], "--database is for services"),
      (["service", "x", "--kind", "worker", "--database"], "--database makes a server of the built-in templates"),
      (["service", "x", "--room", "base"], "--room is for packages"),
      (["service", "x", "--purpose", "a \"b\""], "--purpose: expected a sentence on one line"),
      (["thing", "x"], "unknown thing to make 'thing'"), (["service"], "expected what to make and its name"),
    ] {
      let run = Run(["new"] + arguments, in: folder.path)
      #expect(run.code == .failure && run.output == "" && run.diagnostics.contains(finding), "\(arguments): \(run.diagnostics)")
    }
    #expect(try RepositoryCopy.snapshot(folder.path) == before)
  }

  @Test(arguments: [("server", 9), ("worker", 9)])
  func `a service is ten files at most, and touches seven others at most`(kind: String, files: Int) throws {
    let folder = try RepositoryCopy.make()
    let run = Run("new", "service", "trial-\(kind)", "--kind", kind, in: folder)
    #expect(run.code == .success, "\(run.diagnostics)")
    let paths = run.output.split(separator: "\n").map { $0.dropFirst("changed  ".count) }
    let own = paths.filter { $0.hasPrefix("services/trial-\(kind)/") }
    #expect(own.count == files && files <= 10, "\(own)")
    #expect(
      Set(paths).subtracting(own) == [
        ".env.example", "Package.swift", "compose.yaml", "deploy/compose.prod.yaml", "deploy/kubernetes/base/kustomization.yaml",
        "deploy/kubernetes/base/trial-\(kind).yaml", "docs/services.md",
      ])
  }

  @Test func `a service with a database has three files more, and its migration compiled in`() throws {
    let folder = try RepositoryCopy.make()
    let run = Run("new", "service", "trial-ledger", "--database", in: folder)
    let paths = run.output.split(separator: "\n").map { $0.dropFirst("changed  ".count) }.filter { $0.hasPrefix("services/") }
    #expect(paths.map { $0.dropFirst("services/trial-ledger/".count) }.filter { !$0.contains("/") }.count == 5)
    #expect(paths.count == 12, "\(paths)")
    let schema = try folder.text("services/trial-ledger/Sources/Schema.swift")
    #expect(schema.contains("  static let name = \"trial_ledger\"\n") && schema.contains("      CREATE TABLE notes (\n"))
    // Compose has one server, and accounts for all.
    #expect(Run("new", "service", "trial-vault", "--database", in: folder).code == .success)
    let compose = try folder.text("compose.yaml")
    #expect(compose.contains("\n  trial-ledger-migrate:\n") && compose.contains("\n  trial-vault-migrate:\n"))
    #expect(compose.split(separator: "\n").count { $0 == "  postgres:" } == 1 && compose.contains("\nvolumes:\n  postgres: {}\n"))
    #expect(compose.contains("CREATE SCHEMA IF NOT EXISTS \"trial_ledger\"") && compose.contains("CREATE SCHEMA IF NOT EXISTS \"trial_vault\""))
    #expect(try folder.text(".env.example").contains("\n#DATABASE_URL=\n"))
    // A service that is without a database again has no schema.
    let description = "services/trial-vault/service.json"
    try folder.write(try folder.text(description).replacing("\"database\": true", with: "\"database\": false"), to: description)
    let left = Run("sync", in: folder)
    #expect(left.code == .failure && left.diagnostics.contains("\(description):1:1: there is services/trial-vault/Migrations, and no database"))
    try Folder.remove("\(folder.path)/services/trial-vault/Migrations")
    #expect(Run("sync", in: folder).output.contains("removed services/trial-vault/Sources/Schema.swift\n"))
  }

  // MARK: In git's care

  /// A repository with one commit, in which a package can be made.
  private func committed() throws -> TemporaryFolder {
    let folder = try otherRepository()
    for arguments in [["init", "--quiet"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "--message", "x"]] {
      let outcome = try ChildProcess.run(["git", "-C", folder.path] + arguments, environment: Environment.forChildren)
      try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
    return folder
  }

  @Test func `a file with changes that are in no commit is not changed further`() throws {
    let folder = try committed()
    let manifest = try File.read("\(folder.path)/Package.swift")
    try folder.write(Self.other + "// mine\n", to: "Package.swift")
    let before = try RepositoryCopy.snapshot(folder.path).filter { !$0.key.hasPrefix(".git/") }
    for arguments in [["--dry-run"], []] {
      let run = Run(["new", "package", "TokenStore"] + arguments, in: folder.path)
      #expect(run.code == .failure && run.output == "")
      #expect(run.diagnostics.contains("Package.swift: this has changes that are in no commit"), "\(run.diagnostics)")
      #expect(run.diagnostics.contains("commit or stash them first"))
    }
    #expect(try RepositoryCopy.snapshot(folder.path).filter { !$0.key.hasPrefix(".git/") } == before)
    try File.write(manifest, to: "\(folder.path)/Package.swift")
    try folder.write("mine", to: "notes.txt")
    #expect(Run("new", "package", "TokenStore", in: folder).code == .success, "what is elsewhere is nobody's concern")
    // What was made is undone by git alone.
    let undone = try ChildProcess.run(
      ["sh", "-c", "cd \"$1\" && git restore . && git clean -fdq packages && git status --porcelain", "sh", folder.path],
      environment: Environment.forChildren)
    #expect(String(decoding: undone.output, as: UTF8.self) == "?? notes.txt\n")
  }

  @Test func `what comes in the way between reading and writing is kept`() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "There.md")
    try folder.write("mine", to: "a/New.swift")
    let writer = ChangeWriter(root: folder.path, environment: [:])
    let replaced = RepositoryChange.replace(path: "There.md", old: Array("older".utf8), new: [])
    let changes = [RepositoryChange.create(path: "b/First.swift", bytes: []), replaced]
    let changed = #expect(throws: Failure.self) { try writer.write(changes) }
    #expect(changed?.description == "There.md: this has changed meanwhile; run the command again")
    let present = #expect(throws: Failure.self) { try writer.write([.create(path: "a/New.swift", bytes: [])]) }
    #expect(present?.description == "a/New.swift: this is there already and is not overwritten")
    #expect(try RepositoryCopy.snapshot(folder.path).keys.sorted() == ["There.md", "a/", "a/New.swift"])
  }

  @Test func `a write that fails says what was written before it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let writer = ChangeWriter(root: folder.path, environment: [:])
    let error = #expect(throws: Failure.self) { try writer.write([.create(path: "a", bytes: []), .create(path: "file/b", bytes: [])]) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("file/b: ") && text.hasSuffix("; written before it: a"), "\(text)")
  }

  // MARK: Templates of one's own, other repositories

  private static let other = """
    // swift-tools-version: 6.0
    import PackageDescription

    let package = Package(
      name: "other",
      products: [.executable(name: "api", targets: ["API"])],
      targets: [
        .executableTarget(name: "API", dependencies: ["Kit"], path: "apps/api"),
        .target(name: "Kit", path: "libs/Kit")
      ]
    )

    """

  private func otherRepository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.other, to: "Package.swift")
    try folder.write("import Kit\n", to: "apps/api/main.swift")
    try folder.write("", to: "libs/Kit/Kit.swift")
    try folder.write("import Kit\nprint(\"{{name}}, {{purpose}}\")\n", to: "templates/app/apps/{{name}}/Sources/main.swift")
    try folder.write("run: ${{ github.sha }} {{kind}}\n", to: "templates/app/.github/workflows/{{name}}.yml")
    try folder.write(
      #"{ "version": 1, "sources": "apps/{{name}}/Sources", "tests": "apps/{{name}}/Tests", "dependencies": ["Kit"] }"#,
      to: "templates/app/template.json")
    return folder
  }

  @Test func `templates of one's own make what they say, in a repository laid out otherwise`() throws {
    let folder = try otherRepository()
    let run = Run("new", "service", "token-manager", "--from", "templates/app", "--purpose", "Keeps tokens.", in: folder)
    #expect(run.code == .success, "\(run.diagnostics)")
    #expect(
      run.output == "changed  Package.swift\nnew      .github/workflows/token-manager.yml\nnew      apps/token-manager/Sources/main.swift\n")
    let main = String(decoding: try File.read("\(folder.path)/apps/token-manager/Sources/main.swift"), as: UTF8.self)
    #expect(main == "import Kit\nprint(\"token-manager, Keeps tokens.\")\n")
    let workflow = String(decoding: try File.read("\(folder.path)/.github/workflows/token-manager.yml"), as: UTF8.self)
    #expect(workflow == "run: ${{ github.sha }} server\n")
    let manifest = String(decoding: try File.read("\(folder.path)/Package.swift"), as: UTF8.self)
    #expect(manifest.contains(#".executable(name: "token-manager", targets: ["TokenManager"])"#))
    #expect(manifest.contains(#"    .executableTarget(name: "TokenManager", dependencies: ["Kit"], path: "apps/token-manager/Sources"),"#))
    #expect(!manifest.contains("TokenManagerTests"), "the template has no tests")
    #expect(Run("imports", "apps", in: folder).code == .success)
  }

  @Test func `a built-in service says what it needs of a repository that is not made for it`() throws {
    let folder = try otherRepository()
    let run = Run("new", "service", "billing", in: folder)
    #expect(run.code == .failure)
    #expect(
      run.diagnostics.contains(
        "this template stands on targets that Package.swift does not have: HTTP, HTTPTesting, JSON, ServiceKit, Telemetry, TestSupport; "))
    #expect(run.diagnostics.contains("--from DIR"))
  }

  @Test func `a package is made where there are neither rules nor a list of packages`() throws {
    let folder = try otherRepository()
    let run = Run("new", "package", "TokenStore", in: folder)
    #expect(run.code == .success, "\(run.diagnostics)")
    let manifest = String(decoding: try File.read("\(folder.path)/Package.swift"), as: UTF8.self)
    #expect(manifest.contains(#".target(name: "TokenStore", path: "packages/TokenStore/Sources")"#))
    #expect(manifest.contains(#".testTarget(name: "TokenStoreTests", dependencies: ["TokenStore"], path: "packages/TokenStore/Tests")"#))
    #expect(Run("new", "package", "Other", "--room", "base", in: folder).diagnostics.contains("unknown room 'base'"))
  }

  @Test func `a template that would write elsewhere, or twice, or what nobody knows, makes nothing`() throws {
    let folder = try otherRepository()
    let before = try RepositoryCopy.snapshot(folder.path)
    try folder.write("{{nmae}}", to: "wrong/a/{{name}}.txt")
    try folder.write("x", to: "twice/{{name}}/a")
    try folder.write("x", to: "twice/b-c/a")
    let expected = [
      ("wrong", "wrong/a/{{name}}.txt:1:1: {{nmae}}, which stands for nothing; did you mean {{name}}?"),
      ("twice", "b-c/a: two files of the template have this path"), ("nowhere", "nowhere: there is no such folder"),
    ]
    for (from, finding) in expected {
      let run = Run("new", "service", "b-c", "--from", from, in: folder)
      #expect(run.code == .failure && run.diagnostics.contains(finding), "\(run.diagnostics)")
    }
    let after = try RepositoryCopy.snapshot(folder.path).filter { !$0.key.hasPrefix("wrong/") && !$0.key.hasPrefix("twice/") }
    #expect(after == before)
  }
}
