import ArchRules
import Calendar
import Platform
import TestSupport
import Testing

@testable import Console

@Suite(.blocking) struct RepositoryReaderTests {
  private let today = CalendarDate("2027-01-15")!

  private func makeRepository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "demo", targets: [.target(name: "Core"), .executableTarget(name: "App", dependencies: ["Core"])])
      """, to: "Package.swift")
    try folder.write("public struct Core {}\n// more\n", to: "Sources/Core/Core.swift")
    try folder.write("import Core\n", to: "Sources/App/main.swift")
    try folder.write(
      #"{ "version": 1, "groups": {}, "rules": [ { "id": "no-cycles", "kind": "acyclic", "reason": "Break it." } ] }"#, to: "arch-rules.json")
    return folder
  }

  @Test func `a checkout is found from a folder within it, and read with its lines`() throws {
    let folder = try makeRepository()
    let reader = try #require(RepositoryReader.find(from: "\(folder.path)/Sources/Core"))
    let architecture = try reader.read(today: today).architecture
    #expect(architecture.graph.modules.map(\.name) == ["App", "Core"])
    #expect(architecture.lines == [1, 2])
    #expect(architecture.rules.map(\.state) == [.holds])
  }

  @Test func `what the rules leave out is left out, and their folder modules are there`() throws {
    let folder = try makeRepository()
    try folder.write("// swift-tools-version: 6.0\nbroken", to: "Fixtures/Package.swift")
    try folder.write("import Core\n", to: "iOS/App.swift")
    try folder.write(
      """
      { "version": 1, "ignore": [{ "paths": ["Fixtures"], "reason": "Broken on purpose." }], "groups": { "ios": { "sources": ["iOS"] } },
        "rules": [{ "id": "no-cycles", "kind": "acyclic", "reason": "Break it." }] }
      """, to: "arch-rules.json")
    let architecture = try RepositoryReader(root: folder.path).read(today: today).architecture
    #expect(architecture.graph.modules.map(\.name) == ["App", "Core", "ios"])
    #expect(architecture.graph.notices == [])
  }

  @Test func `a folder in the place of the rules file is an error`() throws {
    let folder = try makeRepository()
    try File.remove("\(folder.path)/arch-rules.json")
    try folder.write("", to: "arch-rules.json/a")
    #expect(throws: RegularFileError.self) { try RepositoryReader(root: folder.path).read(today: today) }
  }

  @Test func `without rules the nearest manifest names the checkout`() throws {
    let folder = try makeRepository()
    try File.remove("\(folder.path)/arch-rules.json")
    #expect(RepositoryReader.find(from: "\(folder.path)/Sources/Core")?.root == folder.path)
  }

  @Test func `where there is no checkout none is found`() throws {
    let folder = try TemporaryFolder()
    #expect(RepositoryReader.find(from: folder.path) == nil)
  }

  @Test func `the fingerprint stays while nothing changes, and changes with a file, a new file and a removed one`() throws {
    let folder = try makeRepository()
    let reader = RepositoryReader(root: folder.path)
    let first = try reader.read(today: today).fingerprint
    #expect(first.now() == first)
    try folder.write("import Core\nprint(1)\n", to: "Sources/App/main.swift")
    let second = first.now()
    #expect(second != first)
    try folder.write("", to: "Sources/App/New.swift")
    let third = second.now()
    #expect(third != second)
    try File.remove("\(folder.path)/Sources/Core/Core.swift")
    #expect(third.now() != third)
  }

  @Test func `a wrong use of writing the graph is told`() {
    var complaints: [String] = []
    let run = { (arguments: [String]) in WriteGraph.run(arguments, today: today, complain: { complaints.append($0) }) }
    #expect(run(["--check-config"]) == nil)
    #expect(run(["--write-graph"]) == 64)
    #expect(run(["--write-graph", "a", "b"]) == 64)
    #expect(complaints.count == 2)
  }

  @Test func `the graph is written for an image, or it is said why not`() async throws {
    let folder = try TemporaryFolder()
    // In the checkout that the tests run in, which is large.
    let codes = try await onOwnThread { [today] in
      ["none/graph.json", "graph.json"].map { WriteGraph.run(["--write-graph", "\(folder.path)/\($0)"], today: today, complain: { _ in }) }
    }
    #expect(codes == [1, 0])
    #expect(throws: Never.self) { try ArchitectureDocument(parsing: File.read("\(folder.path)/graph.json"), path: "graph.json") }
  }
}
