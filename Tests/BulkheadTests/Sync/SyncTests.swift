import Deployment
import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct SyncTests {
  @Test func `a run writes what differs, once`() throws {
    let folder = try SampleServices.make()
    let run = Run("sync", in: folder)
    #expect(run.code == .success, "\(run.diagnostics)")
    #expect(run.output.contains("wrote services/clock/README.md\n"))
    #expect(try folder.text("services/clock/README.md").contains("| `TICK` | How often. | `1s` |"))

    let again = Run("sync", in: folder)
    #expect(again.code == .success)
    #expect(again.output.hasPrefix("Nothing to do"))
    #expect(Run("sync", "--check", in: folder).code == .success)
  }

  @Test func `--check writes nothing and tells the first line that differs`() throws {
    let folder = try SampleServices.make()
    _ = Run("sync", in: folder)
    let right = try folder.text("services/clock/README.md")
    let wrong = right.replacing("How often.", with: "Now and then.")
    try folder.write(wrong, to: "services/clock/README.md")
    let run = Run("sync", "--check", in: folder)
    #expect(run.code == .findings)
    #expect(run.output.contains("services/clock/README.md:7:1: error: "))
    #expect(run.output.contains("  is         | `TICK` | Now and then. | `1s` |\n  should be  | `TICK` | How often. | `1s` |\n"))
    #expect(try folder.text("services/clock/README.md") == wrong)
  }

  @Test func `migrations are compiled in, and one that has no place among them stops a run before it writes`() throws {
    let folder = try SampleServices.make()
    let description = try folder.text("services/clock/service.json").replacing("\"Ticks.\"", with: "\"Ticks.\", \"database\": true")
    try folder.write(description, to: "services/clock/service.json")
    try folder.write("CREATE TABLE ticks (n int);\n", to: "services/clock/Migrations/0001-ticks.sql")
    try folder.write("", to: "services/clock/Migrations/.hidden")
    #expect(Run("sync", in: folder).output.contains("wrote services/clock/Sources/Schema.swift\n"))
    #expect(try folder.text("services/clock/Sources/Schema.swift").contains("      CREATE TABLE ticks (n int);\n"))
    try folder.write("SELECT 1", to: "services/clock/Migrations/0003-more.sql")
    try folder.write("", to: "services/clock/Migrations/notes.txt")
    try folder.write("\0", to: "services/clock/Migrations/0004-zero.sql")
    let before = try RepositoryCopy.snapshot(folder.path)
    let run = Run("sync", in: folder)
    #expect(run.code == .failure && run.output == "")
    for mistake in [
      "0003-more.sql:1:1: expected the number 0002", "notes.txt:1:1: expected a name such as 0002-what.sql",
      "0004-zero.sql:1:1: expected a file of SQL, in UTF-8",
    ] { #expect(run.diagnostics.contains("services/clock/Migrations/\(mistake)"), "\(run.diagnostics)") }
    #expect(try RepositoryCopy.snapshot(folder.path) == before)
    for name in ["0003-more.sql", "0004-zero.sql", "notes.txt"] { try File.remove("\(folder.path)/services/clock/Migrations/\(name)") }
    try folder.write("CREATE TABLE ticks (n int8);\n", to: "services/clock/Migrations/0001-ticks.sql")
    let check = Run("sync", "--check", in: folder)
    #expect(check.code == .findings && check.output.contains("services/clock/Sources/Schema.swift:12:1: error: this is not what service.json"))
  }

  @Test func `a marker that is missing stops a run before it writes`() throws {
    let folder = try SampleServices.make()
    try folder.write("# clock\n", to: "services/clock/README.md")
    let before = try RepositoryCopy.snapshot(folder.path)
    let run = Run("sync", in: folder)
    #expect(run.code == .failure)
    #expect(run.output == "")
    #expect(run.diagnostics.contains("services/clock/README.md:1:1: there is no block \"settings\""))
    #expect(try RepositoryCopy.snapshot(folder.path) == before)
    #expect(Run("sync", "--check", in: folder).code == .findings)
  }

  @Test func `a file that was made for a service that is gone is removed, a written one is not`() throws {
    let folder = try SampleServices.make()
    _ = Run("sync", in: folder)
    try folder.write("\(SampleServices.header)x: 1\n", to: "deploy/kubernetes/base/gone.yaml")
    try folder.write("\(SampleServices.header)x: 1\n", to: "services/gone/compose.yaml")
    try folder.write("x: 1\n", to: "deploy/kubernetes/base/written.yaml")
    let check = Run("sync", "--check", in: folder)
    #expect(check.code == .findings)
    #expect(check.output.contains("deploy/kubernetes/base/gone.yaml: error: nothing makes this file any more"))
    #expect(!check.output.contains("written.yaml"))
    let run = Run("sync", in: folder)
    #expect(run.output == "removed deploy/kubernetes/base/gone.yaml\nremoved services/gone/compose.yaml\n")
    #expect(try File.status("\(folder.path)/deploy/kubernetes/base/gone.yaml") == nil)
    #expect(try File.status("\(folder.path)/deploy/kubernetes/base/written.yaml") != nil)
  }

  @Test func `a map that is there is drawn again when the architecture changes`() throws {
    let folder = try SampleServices.make()
    _ = Run("sync", in: folder)
    #expect(try File.status("\(folder.path)/docs/map.svg") == nil)
    try folder.write("<svg>\n\(GeneratedFile.markdownHeader)</svg>\n", to: "docs/map.svg")
    #expect(Run("sync", "--check", in: folder).output.contains("docs/map.svg:1:1: error: "))
    let run = Run("sync", in: folder)
    #expect(run.output == "wrote docs/map.svg\n")
    #expect(try folder.text("docs/map.svg").contains(">services<"))
    try folder.write("@main enum Clock { static func main() {} }\n\nfunc more() {}\n", to: "services/clock/Sources/Clock.swift")
    #expect(Run("sync", "--check", in: folder).code == .success)
  }

  @Test func `annotations name the file as the workspace sees it`() throws {
    let folder = try SampleServices.make()
    let parent = PathText.parent(folder.path)
    let name = folder.path.dropFirst(parent.utf8.count + 1)
    let run = Run("sync", "--check", in: folder, environment: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": parent])
    #expect(run.code == .findings)
    #expect(run.output.contains("::error file=\(name)/services/clock/README.md,line=5,title=bulkhead sync::this is not what service.json"))
    #expect(run.output.contains("%0Ais: <!-- end generated -->%0Ashould be: | setting"))
  }

  @Test func `--format without --check is a mistake`() throws {
    #expect(Run("sync", "--format", "json", in: try SampleServices.make()).code == .failure)
  }

  @Test(.blocking) func `the report as data is what its schema says`() throws {
    let folder = try SampleServices.make()
    try folder.write("# clock\n", to: "services/clock/README.md")
    try folder.write("\(SampleServices.header)x: 1\n", to: "deploy/gone.yaml")
    try folder.write("\(SampleServices.header)x: 1\n", to: "compose.yaml")
    let run = Run("sync", "--check", "--format", "json", in: folder)
    #expect(run.code == .findings)
    let report = try JSONValue(parsing: Array(run.output.utf8))
    let kinds = Set((report["findings"]?.array ?? []).compactMap { $0["kind"]?.string })
    #expect(kinds.isSuperset(of: ["differs", "markers", "stale"]))
    try expectValid(report, schema: "sync.schema.json", test: "schema of sync")
  }
}
