import JSON
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct AuditTests {
  @Test func `a repository that keeps every invariant holds`() throws {
    let run = Run("audit", in: try ModelMonorepo().write())
    #expect(run.diagnostics == "")
    #expect(run.output == "All \(Invariant.all.count) invariants hold: 2 services, 4 packages.\n")
    #expect(run.code == .success)
  }

  @Test func `each invariant is broken by some breach`() {
    #expect(Set(Sabotage.all.map(\.invariant)).sorted() == Invariant.all.map(\.id).sorted())
  }

  @Test(arguments: Sabotage.all) func `a breach is found where it is`(sabotage: Sabotage) throws {
    let run = Run("audit", "--only", sabotage.invariant, "--format", "json", in: try sabotage.model.write())
    #expect(run.diagnostics == "")
    let findings = try JSONValue(parsing: Array(run.output.utf8))["findings"]?.array ?? []
    let found = findings.map { "\($0["path"]?.string ?? ""):\($0["line"]?.int ?? 0): \($0["message"]?.string ?? "")" }
    #expect(found.contains { $0.hasPrefix("\(sabotage.place): ") && $0.contains(sabotage.message) }, "\(found)")
    #expect(found.count == sabotage.count, "\(found)")
    #expect(run.code == .findings)
  }

  @Test(arguments: Unjudgeable.all) func `what cannot be judged is an error with its place`(case: Unjudgeable) throws {
    let run = Run("audit", in: try `case`.model.write())
    #expect(run.output == "")
    #expect(run.diagnostics.hasPrefix(`case`.diagnostic), "\(run.diagnostics)")
    #expect(run.code == .failure)
  }

  @Test func `every form of report tells the invariant, the reason and how to mend it`() throws {
    let folder = try ModelMonorepo().without("packages/Kit/README.md").write()
    let invariant = Invariant.readmeSections
    for format in ReportFormat.allCases {
      let output = Run("audit", "--format", format.rawValue, in: folder).output.replacing("&#95;", with: "_")
      #expect(output.contains("README_SECTIONS") && output.contains("The package Kit has no README."), "\(format)")
      #expect(output.contains("finds what to set and what not to expect"), "\(format)")
      #expect(format == .sarif || output.contains("a paragraph that says what it is"), "\(format)")
    }
    let text = Run("audit", in: folder).output
    #expect(text.contains("  reason: \(invariant.reason)\n  mend: \(invariant.remedy)\n"))
    #expect(text.hasSuffix("1 error: \(Invariant.all.count) invariants, 2 services, 4 packages.\n"))
  }

  @Test func `json is as its schema says`() throws {
    let run = Run("audit", "--format", "json", in: try ModelMonorepo().without("packages/Kit/README.md").write())
    try expectValid(try JSONValue(parsing: Array(run.output.utf8)), schema: "audit.schema.json", test: "json is as its schema says")
  }

  @Test func `where there is nothing to audit it says what it looked for`() throws {
    let folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"empty\")\n", to: "Package.swift")
    let run = Run("audit", in: folder)
    #expect(run.code == .failure)
    #expect(run.diagnostics.contains("there is nothing to audit here: services are looked for in services/*/ and Sources/*/service.json"))
  }

  @Test func `the list names each invariant, and explain tells of one`() {
    let list = Run("audit", "--list").output
    for invariant in Invariant.all {
      #expect(list.contains("\(invariant.id)\n  \(invariant.summary)\n"))
      #expect(Run("explain", invariant.id).output == invariant.explanation)
      #expect(invariant.reason.hasSuffix(".") && invariant.remedy.hasSuffix(".") && invariant.summary.hasSuffix("."))
    }
    #expect(Run("audit", "--only", "NON_ROT").diagnostics.contains("unknown invariant 'NON_ROT'"))
  }

  @Test func `the page has a row for each invariant`() throws {
    let lines = try #require(try AuditedFiles(root: Checkout.root).lines("docs/audit.md")).filter { $0.hasPrefix("| `") }
    #expect(lines == Invariant.all.map { "| `\($0.id)` | \($0.summary) |" })
  }
}
