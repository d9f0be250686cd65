import JSON
import Platform
import TestSupport
import Testing

/// What is made of the services' descriptions is committed as it would be made.
@Suite(.blocking) struct SyncTests {
  private func sync(_ arguments: String..., root: String) throws -> ChildProcess.Outcome {
    try ChildProcess.run([BuiltTool.path, "sync", "--root", root] + arguments, environment: Environment.forChildren)
  }

  private func text(_ outcome: ChildProcess.Outcome) -> String { String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self) }

  @Test func `what is committed is what would be made`() throws {
    let outcome = try sync("--check", "--format", "text", root: Checkout.root)
    #expect(outcome.ending == .exit(0), "\(text(outcome))")
  }

  @Test func `every file that drifts is found, and mended by one run`() throws {
    try expectDrift([
      ("compose.yaml", { $0.replacing("read_only: true", with: "read_only: false") }, ["compose.yaml"]),
      ("deploy/compose.prod.yaml", { $0 + "# more\n" }, ["deploy/compose.prod.yaml"]),
      ("deploy/kubernetes/base/console.yaml", { _ in nil }, ["deploy/kubernetes/base/console.yaml"]),
      ("services/scheduler-worker/README.md", { $0.replacing("| `MAX_RUNS` |", with: "| `MOST_RUNS` |") }, ["services/scheduler-worker/README.md"]),
      ("docs/environments.md", { $0.replacing("# Environments", with: "# Surroundings") }, ["docs/environments.md"]),
      (".env.example", { $0.replacing("#MAX_RUNS=64", with: "MAX_RUNS=65") }, [".env.example"]),
    ])
  }

  @Test func `a service that is described otherwise changes what is made of that, and nothing else`() throws {
    try expectDrift([
      (
        "services/scheduler-worker/service.json", { $0.replacing("\"128Mi\"", with: "\"192Mi\"") },
        [
          "compose.yaml", "deploy/compose.prod.yaml", "deploy/kubernetes/base/scheduler-worker.yaml", "services/scheduler-worker/compose.yaml",
        ]
      ),
      (
        "services/scheduler-worker/schedules.example.json", { $0.replacing("nightly-report", with: "weekly-report") },
        ["deploy/kubernetes/base/kustomization.yaml"]
      ),
    ])
  }

  /// Makes changes in a copy (`nil` removes the file), and expects that these files are found, and right after one run.
  private func expectDrift(_ changes: [(file: String, change: (String) -> String?, found: [String])]) throws {
    let copy = try copy()
    for (file, change, _) in changes {
      let old = try read(file, in: copy)
      let new = change(old)
      try #require(new != old, "\(file)")
      if let new { try copy.write(new, to: file) } else { try File.remove("\(copy.path)/\(file)") }
    }
    let check = try sync("--check", "--format", "json", root: copy.path)
    #expect(check.ending == .exit(1), "\(text(check))")
    let findings = try JSONValue(parsing: check.output)["findings"]?.array ?? []
    #expect(findings.compactMap { $0["path"]?.string } == Set(changes.flatMap(\.found)).sorted(), "\(text(check))")
    let run = try sync(root: copy.path)
    #expect(run.ending == .exit(0), "\(text(run))")
    let again = try sync("--check", "--format", "text", root: copy.path)
    #expect(again.ending == .exit(0), "\(text(again))")
  }

  @Test func `what was made for a service that is gone is removed with it`() throws {
    let copy = try copy()
    let folder = "services/scheduler-worker"
    for file in ["service.json", "settings.json"] { try File.remove("\(copy.path)/\(folder)/\(file)") }
    try copy.write("# scheduler-worker\n", to: "\(folder)/README.md")
    #expect(try sync("--check", root: copy.path).ending == .exit(1))
    let outcome = try sync(root: copy.path)
    let output = text(outcome)
    #expect(outcome.ending == .exit(0), "\(output)")
    #expect(try !read("compose.yaml", in: copy).contains("scheduler-worker"))
    for file in ["\(folder)/compose.yaml", "\(folder)/Dockerfile", "deploy/kubernetes/base/scheduler-worker.yaml"] {
      #expect(output.contains("removed \(file)\n"))
      #expect(try File.status("\(copy.path)/\(file)") == nil)
    }
    #expect(try File.status("\(copy.path)/\(folder)/schedules.example.json") != nil)
  }

  private func read(_ file: String, in copy: TemporaryFolder) throws -> String {
    String(decoding: try File.read("\(copy.path)/\(file)"), as: UTF8.self)
  }

  /// The repository, without what is built.
  private func copy() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    for file in try Checkout.files(endingIn: "") + [".swift-version", ".env.example"] {
      let parent = file.split(separator: "/").dropLast().joined(separator: "/")
      try Folder.create("\(copy.path)/\(parent)")
      try File.write(try File.read("\(Checkout.root)/\(file)"), to: "\(copy.path)/\(file)")
    }
    return copy
  }
}
