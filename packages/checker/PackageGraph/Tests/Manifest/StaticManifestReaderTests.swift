import SwiftImports
import Testing

@testable import PackageGraph

@Suite struct StaticManifestReaderTests {
  @Test func `targets and dependencies know their places`() throws {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let shared: [Target.Dependency] = ["A"]
      let package = Package(
        name: "p",
        targets: [
          .target(name: "A"), .target(
            name: "B", dependencies: shared + [.target(name: "A")]),
        ])
      """
    let loaded = try #require(StaticManifestReader.read(Array(text.utf8)))
    #expect(loaded.reader == .static)
    #expect(loaded.targetPositions == [SourcePosition(line: 7, column: 5), SourcePosition(line: 7, column: 25)])
    #expect(loaded.dependencyPositions == [[], [SourcePosition(line: 3, column: 36), SourcePosition(line: 8, column: 42)]])
  }

  @Test func `places count carriage returns as line ends once`() throws {
    let text = "// swift-tools-version: 6.0\r\nimport PackageDescription\r\nlet package = Package(name: \"p\", targets: [\r\n .target(name: \"A\")])"
    #expect(StaticManifestReader.read(Array(text.utf8))?.targetPositions == [SourcePosition(line: 4, column: 2)])
  }

  @Test func `what is added for one system counts on every system, in its place`() throws {
    let text = """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(name: "p", targets: [.target(name: "A")])
      #if os(Haiku)
        package.targets += [
          .target(name: "B", dependencies: ["A"])
        ]
      #endif
      """
    let loaded = try #require(StaticManifestReader.read(Array(text.utf8)))
    #expect(loaded.manifest.targets.map(\.name) == ["A", "B"])
    #expect(loaded.targetPositions[1] == SourcePosition(line: 6, column: 5))
  }

  @Test(arguments: ManifestCorpus.withIdleBlocks)
  func `where the variable of a block is set, SwiftPM has to read the manifest`(sample: SampleManifest) {
    #expect(StaticManifestReader.read(Array(sample.text.utf8), environment: ["BULKHEAD_TEST_UNSET=0"]) == nil)
    #expect(StaticManifestReader.read(Array(sample.text.utf8), environment: ["BULKHEAD_TEST=1", "X=BULKHEAD_TEST_UNSET=1"]) != nil)
  }

  @Test(arguments: ManifestCorpus.refused)
  func `a manifest that is computed, or wrong, is left to SwiftPM`(sample: SampleManifest) {
    #expect(StaticManifestReader.read(Array(sample.text.utf8)) == nil)
  }

  @Test func `a dependency on a folder above has the name that each clone gives the folder, so any may be its`() {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "p", dependencies: [.package(path: "../")], targets: [
        .target(name: "T", dependencies: [.product(name: "P", package: "Above")])])
      """
    for folder in [nil, "/x/above/inner", "/x/other/inner"] {
      #expect(StaticManifestReader.read(Array(text.utf8), folder: folder)?.manifest.dependencies.first?.location == .path(".."))
    }
    let beside = text.replacing("../", with: "../Other")
    #expect(StaticManifestReader.read(Array(beside.utf8), folder: "/x/above/inner") == nil)
  }

  @Test func `a path that leaves the folder and comes back is written the short way`() {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "p", dependencies: [.package(path: "../a/b"), .package(path: "../../../c")])
      """
    let dependencies = StaticManifestReader.read(Array(text.utf8), folder: "/x/a")?.manifest.dependencies
    #expect(dependencies?.map(\.location) == [.path("b"), .path("/c")])
  }

  @Test func `sums of sums do not take for ever`() {
    var text = "// swift-tools-version: 6.0\nimport PackageDescription\nlet a0: [String] = [\"x\"]\n"
    for index in 1...60 { text += "let a\(index): [String] = a\(index - 1) + a\(index - 1)\n" }
    #expect(StaticManifestReader.read(Array((text + "let package = Package(name: \"p\")").utf8)) == nil)
  }
}
