import Platform
import TestSupport
import Testing

@testable import PackageGraph

@Suite(.blocking) struct ManifestLoaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let literal = "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: \"literal\")\n"
  private static let computed = "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: \"\\(1)\")\n"

  @Test func `answers come in the order of the paths, whoever reads them`() throws {
    let swift = try FakeSwift()
    var paths: [String] = []
    for number in 0..<100 {
      paths.append(
        try folder.write(number % 20 == 7 ? Self.computed : Self.literal.replacing("literal", with: "p\(number)"), to: "\(number)/Package.swift"))
    }
    let loaded = try ManifestLoader(environment: [], swift: swift.program).load(paths, workers: 4).map { try $0.get() }
    for (number, manifest) in loaded.enumerated() {
      #expect(manifest.reader == (number % 20 == 7 ? .swiftPM : .static))
      #expect(manifest.manifest.name == (number % 20 == 7 ? "p" : "p\(number)"))
    }
    #expect(try swift.asked.sorted() == [7, 27, 47, 67, 87].map { "\(folder.path)/\($0)" }.sorted())
  }

  @Test func `SwiftPM's manifests have no places, but as many as there are targets`() throws {
    let path = try folder.write(Self.computed, to: "Package.swift")
    let swift = try FakeSwift()
    let loaded = try ManifestLoader(environment: [], swift: swift.program).load([path])[0].get()
    #expect(loaded.targetPositions == [nil])
    #expect(loaded.dependencyPositions == [[nil]])
  }

  @Test func `a sibling for a certain version leaves the choice to SwiftPM`() throws {
    let path = try folder.write(Self.literal, to: "Package.swift")
    try folder.write(Self.literal.replacing("literal", with: "newer").replacing("6.0", with: "6.1"), to: "Package@swift-6.1.swift")
    let loaded = try ManifestLoader(environment: Environment.forChildren).load([path])[0].get()
    #expect(loaded.reader == .swiftPM)
    #expect(loaded.manifest.name == "newer")
  }

  @Test func `a missing manifest is an error of its own`() {
    let path = folder.path + "/none/Package.swift"
    let result = ManifestLoader(environment: []).load([path])[0]
    #expect(throws: ManifestError(path: path, message: "cannot open \(path): No such file or directory")) { try result.get() }
  }

  @Test func `paths given through a link are the same`() throws {
    try folder.write(
      "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: \"\\(1)\", dependencies: [.package(path: \"../b\")])\n",
      to: "real/a/Package.swift")
    _ = try ChildProcess.run(["ln", "-s", "\(folder.path)/real", "\(folder.path)/link"], environment: Environment.forChildren)
    let loader = ManifestLoader(environment: Environment.forChildren)
    let loaded = try loader.load(["\(folder.path)/link/a/Package.swift"])[0].get()
    #expect(loaded.manifest.dependencies == [Manifest.Dependency(location: .path("../b"))])
  }
}
