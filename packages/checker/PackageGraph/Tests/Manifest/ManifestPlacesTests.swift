import SwiftImports
import Testing

@testable import PackageGraph

struct ManifestPlacesTests {
  private let text = """
    // swift-tools-version:6.0
    import PackageDescription
    let common: [Target.Dependency] = ["Shared"]
    let package = Package(
      name: "Shop",
      targets: [
        .target(
          name: "Cart",
          dependencies: common + [
            "Money", .product(name: "Log", package: "Log"), .target(name: "Twice"), "Twice",
          ]),
        .target(name: "Money", dependencies: [.target(name: "Cart")]),
        .target(name: "Shared", path: "Shared"),
        .target(name: "Same", path: "a"), .testTarget(name: "Same", path: "b"),
      ]
    )
    """

  private func placed(_ targets: (String, [String])...) -> LoadedManifest {
    var manifest = Manifest(name: "Shop", toolsVersion: ToolsVersion(6, 0))
    for (name, dependencies) in targets {
      var target = Manifest.Target(name: name, kind: .library)
      target.dependencies = dependencies.map { .init(.byName(name: $0)) }
      manifest.targets.append(target)
    }
    var loaded = LoadedManifest(manifest, reader: .swiftPM)
    ManifestPlaces(SwiftTokenScanner.scan(Array(text.utf8))).place(&loaded)
    return loaded
  }

  @Test func `what the text names once has its place`() {
    let loaded = placed(("Cart", ["Money", "Log"]), ("Shared", []))
    #expect(loaded.targetPositions == [SourcePosition(line: 7, column: 5), SourcePosition(line: 13, column: 5)])
    #expect(loaded.dependencyPositions[0] == [SourcePosition(line: 10, column: 9), SourcePosition(line: 10, column: 18)])
  }

  @Test func `what the text does not name in the target's call, or more than once, has none`() {
    let loaded = placed(("Cart", ["Shared", "Twice"]), ("Same", []), ("Computed", ["Money"]))
    #expect(loaded.targetPositions.dropFirst() == [nil, nil])
    #expect(loaded.dependencyPositions == [[nil, nil], [], [nil]])
  }
}
