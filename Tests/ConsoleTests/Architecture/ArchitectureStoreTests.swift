import ArchRules
import Calendar
import JSON
import Platform
import TestSupport
import Testing

@testable import Console

@Suite struct ArchitectureStoreTests {
  private let today = CalendarDate("2027-01-15")!

  private func rules(until: String) -> String {
    """
    { "version": 1, "groups": { "core": { "paths": ["Sources/Core"] }, "net": { "paths": ["Sources/Net"] } },
      "rules": [ { "id": "wall", "kind": "forbid", "from": "core", "to": "net", "reason": "Keep apart.",
                   "except": [ { "from": "core", "to": "net", "reason": "Until it moves.", "until": "\(until)" } ] } ] }
    """
  }

  private func makeRepository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "demo", targets: [.target(name: "Net"), .target(name: "Core", dependencies: ["Net"])])
      """, to: "Package.swift")
    try folder.write("", to: "Sources/Net/Net.swift")
    try folder.write("import Net\n", to: "Sources/Core/Core.swift")
    try folder.write(rules(until: "2027-01-15"), to: "arch-rules.json")
    return folder
  }

  private func errors(_ store: ArchitectureStore) throws -> Int? {
    guard case .document(let document, _) = store.content else { return nil }
    return try JSONValue(parsing: document.bytes)["summary"]?["errors"]?.int
  }

  @Test func `what has not changed is no news, a change is, and one that changes nothing to see is none`() throws {
    let folder = try makeRepository()
    let store = ArchitectureStore(.repository(RepositoryReader(root: folder.path)))
    #expect(store.refresh(today: today))
    let tag = store.content.tag
    #expect(!store.refresh(today: today))
    try folder.write("import Net\nimport Glibc\n", to: "Sources/Core/Core.swift")
    #expect(store.refresh(today: today))
    try folder.write("import Net\n", to: "Sources/Core/Core.swift")
    #expect(store.refresh(today: today))
    #expect(store.content.tag == tag)
  }

  @Test func `when the last day of an exception is over, its finding appears without any change`() throws {
    let folder = try makeRepository()
    let store = ArchitectureStore(.repository(RepositoryReader(root: folder.path)))
    #expect(store.refresh(today: today))
    #expect(try errors(store) == 0)
    #expect(store.refresh(today: CalendarDate("2027-01-16")!))
    #expect(try errors(store) != 0)
  }

  @Test func `broken rules are told, and what is mended is drawn again`() throws {
    let folder = try makeRepository()
    let store = ArchitectureStore(.repository(RepositoryReader(root: folder.path)))
    try folder.write("{", to: "arch-rules.json")
    #expect(store.refresh(today: today))
    guard case .problem(let reason) = store.content else {
      Issue.record("a broken rules file was drawn")
      return
    }
    #expect(reason.contains("arch-rules.json"))
    #expect(!store.refresh(today: today))
    try folder.write(rules(until: "2027-01-15"), to: "arch-rules.json")
    #expect(store.refresh(today: today))
    #expect(try errors(store) == 0)
  }

  @Test func `a file that is not there yet is read when it is`() throws {
    let folder = try TemporaryFolder()
    let store = ArchitectureStore(.file("\(folder.path)/graph.json"))
    #expect(store.refresh(today: today))
    guard case .problem = store.content else {
      Issue.record("nothing was drawn as something")
      return
    }
    try File.write(ArchitectureDocument(makeArchitecture(["App -> Core"])).bytes, to: "\(folder.path)/graph.json")
    #expect(store.refresh(today: today))
    #expect(try errors(store) == 0)
    #expect(!store.refresh(today: today))
  }
}
