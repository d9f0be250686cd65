import CommandLine
import Testing

@testable import Bulkhead

@Suite struct EditTests {
  // MARK: Manifests

  @Test func `an element is on one line where it fits, and else its arguments are below it`() {
    #expect(ManifestEdit.element(".target", ["name: \"A\"", "path: \"a\""]) == ".target(name: \"A\", path: \"a\")")
    let long = "dependencies: [\"\(String(repeating: "x", count: 120))\"]"
    #expect(
      ManifestEdit.element(".target", ["name: \"A\"", long, "path: \"a\""])
        == ".target(\n  name: \"A\",\n  \(long),\n  path: \"a\")" || ManifestEdit.element(".target", ["name: \"A\"", long]).utf8.count <= 150)
    for line in ManifestEdit.element(".target", ["name: \"A\"", long, "path: \"a\""]).split(separator: "\n") { #expect(line.utf8.count <= 146) }
  }

  @Test func `a manifest that is computed is refused, with what to add by hand`() {
    var edit = ManifestEdit(Array("import PackageDescription\nlet package = make()\n".utf8), environment: [])
    let error = #expect(throws: Failure.self) { try edit.add(".target", ["name: \"A\""], .targets, behind: nil) }
    #expect(error?.description.hasPrefix("Package.swift:1:1: this manifest is computed") == true)
    #expect(error?.description.hasSuffix("\n.target(name: \"A\"),") == true)
  }

  // MARK: Tables

  @Test func `a row goes behind the last of its kind`() {
    let table = "# T\n\n| layer | name |\n|---|---|\n| 1 | a |\n| 1 | b |\n| 2 | c |\n"
    #expect(
      TableEdit.adding(["1", "x | y"], to: table) { $0.first == "1" } == table.replacing("| 1 | b |\n", with: "| 1 | b |\n| 1 | x \\| y |\n"))
    #expect(TableEdit.adding(["3", "x"], to: table) { $0.first == "3" } == nil)
  }

  @Test func `a service that was planned is built, and another comes behind those that are`() {
    let table = """
      | service | kind | purpose | talks to | state |
      |---|---|---|---|---|
      | [a](../services/a) | worker | A. | x | built |
      | b | server | B, later. | y | planned |
      """
    func row(_ name: String, _ isPurposeGiven: Bool) -> ServiceRow {
      ServiceRow(name: name, folder: "services/\(name)", kind: "worker", purpose: "P.", isPurposeGiven: isPurposeGiven)
    }
    let planned = "| b | server | B, later. | y | planned |"
    #expect(row("b", false).added(to: table) == table.replacing(planned, with: "| [b](../services/b) | worker | B, later. | y | built |"))
    #expect(row("b", true).added(to: table) == table.replacing(planned, with: "| [b](../services/b) | worker | P. | y | built |"))
    let built = "| [c](../services/c) | worker | P. | nobody yet | built |"
    #expect(row("c", false).added(to: table) == table.replacing(planned, with: "\(built)\n\(planned)"))
    #expect(row("c", false).added(to: "# No table") == nil)
  }
}
