import TestSupport
import Testing

@testable import PackageGraph

/// What targets need besides modules, which is what a pruned part of the repository is put together by.
@Suite(.blocking) struct NeedTests {
  @Test func `plugins and packages that a target needs are known by their places`() throws {
    let sample = try SampleFolder([
      "app/Package.swift": SampleFolder.manifest(
        "app",
        """
        dependencies: [
          .package(url: "https://example.com/metrics.git", from: "1.0.0"), .package(path: "../tools"),
          .package(url: "https://example.com/other.git", from: "1.0.0"),
        ],
        targets: [
          .target(
            name: "App", dependencies: ["Metrics", .target(name: "Own")], plugins: ["Local", .plugin(name: "Shared", package: "tools")]),
          .target(name: "Own", dependencies: [.product(name: "X", package: "other")], cSettings: [.headerSearchPath("../headers")]),
          .plugin(name: "Local", capability: .buildTool()),
        ]
        """),
      "app/Sources/App/a.swift": "", "app/Sources/Own/o.swift": "", "app/Plugins/Local/l.swift": "",
      "tools/Package.swift": SampleFolder.manifest(
        "tools", "products: [.plugin(name: \"Shared\", targets: [\"Shared\"])], targets: [.plugin(name: \"Shared\", capability: .buildTool())]"),
      "tools/Plugins/Shared/s.swift": "",
    ])
    let repository = try sample.load()
    let app = try #require(repository.module("App"))
    #expect(app.plugins.map { repository.graph.modules[$0].name } == ["Local", "Shared"])
    // A bare name may be a product of the package that is named as it is, before any other that is not at hand.
    #expect(app.neededPackages == [0, 1])
    #expect(try #require(repository.module("Own")).neededPackages == [2])
    let appID = try #require(repository.graph.modules.firstIndex { $0.name == "App" })
    let parts = repository.graph.closure(of: [appID]).map { repository.graph.modules[$0].name }
    #expect(parts.sorted() == ["App", "Local", "Metrics", "Own", "Shared", "X"])
    #expect(repository.graph.packages[0].dependencies == [nil, 1, nil])
    #expect(repository.manifests[0].manifest.targets[1].headerSearchPaths == ["../headers"])
  }

  @Test func `a plugin of a package that is not at hand is a product`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "app",
        """
        dependencies: [.package(url: "https://example.com/lint.git", from: "1.0.0")],
        targets: [
          .target(name: "App", plugins: [.plugin(name: "Lint", package: "lint")]),
          .target(name: "Other", plugins: [.plugin(name: "Lint", package: "lint")]),
        ]
        """),
      "Sources/App/a.swift": "", "Sources/Other/o.swift": "",
    ])
    let graph = try sample.load().graph
    #expect(graph.modules.map(\.name) == ["App", "Other", "Lint"])
    #expect(graph.modules[2].origin == .product)
    #expect(graph.modules.map(\.plugins) == [[2], [2], []])
    #expect(graph.pluginUses.map { [$0.from, $0.to] } == [[0, 2], [1, 2]])
    #expect(graph.pluginUses.map(\.position.line) == [7, 8])
  }

  @Test func `a pruned part of the repository is none of it`() throws {
    let manifest = SampleFolder.manifest("p", "targets: [.target(name: \"A\")]")
    let sample = try SampleFolder([
      "Package.swift": manifest, "Sources/A/a.swift": "", "out/bulkhead-prune.json": "{}", "out/full/Package.swift": manifest,
      "out/full/Sources/A/a.swift": "",
    ])
    #expect(try sample.load().graph.packages.map(\.folder) == ["."])
  }
}
