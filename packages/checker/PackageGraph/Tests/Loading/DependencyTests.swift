import SwiftImports
import Testing

@testable import PackageGraph

/// What declared dependencies give, and what imports mean, within and across packages.
struct DependencyTests {
  private static let money = SampleFolder.manifest(
    "money", "products: [.library(name: \"Money\", targets: [\"Money\", \"Rates\"])], targets: [.target(name: \"Money\"), .target(name: \"Rates\")]")

  @Test func `a product of a package beside gives all its modules`() throws {
    let sample = try SampleFolder([
      "shop/Package.swift": SampleFolder.manifest(
        "shop",
        """
        dependencies: [.package(path: "../money")],
        targets: [.target(name: "Shop", dependencies: [.product(name: "Money", package: "money")]), .testTarget(name: "ShopTests", dependencies: ["Shop"])]
        """),
      "shop/Sources/Shop/s.swift": "import Rates\n", "shop/Tests/ShopTests/t.swift": "@testable import Shop\nimport Money\n",
      "money/Package.swift": Self.money, "money/Sources/Money/m.swift": "", "money/Sources/Rates/r.swift": "",
    ])
    let graph = try sample.load().graph
    #expect(graph.packages.map(\.folder) == ["money", "shop"])
    #expect(graph.modules.map(\.name) == ["Money", "Rates", "Shop", "ShopTests"])
    #expect(graph.modules[2].dependencies.map(\.modules) == [[0, 1]])
    #expect(graph.modules[3].dependencies.map(\.modules) == [[2]])
    #expect(graph.imports.map { [$0.from, $0.to] } == [[2, 1], [3, 2], [3, 0]])
    #expect(graph.notices == [])
  }

  @Test func `a package that depends on the root finds it, whatever the folder of the clone is called`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "swift-shop", "products: [.library(name: \"Shop\", targets: [\"Shop\"])], targets: [.target(name: \"Shop\")]"),
      "Sources/Shop/s.swift": "",
      "Examples/Till/Package.swift": SampleFolder.manifest(
        "till",
        """
        dependencies: [.package(path: "../..")],
        targets: [.executableTarget(name: "Till", dependencies: [.product(name: "Shop", package: "shop-of-the-remote")])]
        """),
      "Examples/Till/Sources/Till/main.swift": "import Shop\n",
      "Examples/Off/Package.swift": SampleFolder.manifest(
        "off",
        """
        dependencies: [.package(path: "../..")],
        targets: [.executableTarget(name: "Off", dependencies: [.product(name: "Ship", package: "swift-shop")])]
        """),
      "Examples/Off/Sources/Off/main.swift": "",
    ])
    let repository = try sample.load()
    let till = try #require(repository.module("Till"))
    #expect(till.dependencies.map { $0.modules.map { repository.graph.modules[$0].name } } == [["Shop"]])
    #expect(repository.graph.imports.map { repository.graph.modules[$0.to].origin } == [.repository])
    #expect(repository.noticeLines == ["unknown-dependency Examples/Off/Package.swift"])
  }

  @Test func `the root stands for the URL of its manifest's name, whatever the folder of the clone is called`() throws {
    let files = [
      "Package.swift": SampleFolder.manifest("kit", "products: [.library(name: \"Kit\", targets: [\"Kit\"])], targets: [.target(name: \"Kit\")]"),
      "Sources/Kit/k.swift": "",
      "vm/Package.swift": SampleFolder.manifest("vm", "dependencies: [.package(name: \"kit\", path: \"../\")], targets: [.target(name: \"VM\")]"),
      "vm/Sources/VM/v.swift": "",
      "ex/Package.swift": SampleFolder.manifest(
        "ex",
        """
        dependencies: [.package(url: "https://example.com/a/kit.git", from: "1.0.0")],
        targets: [.target(name: "Ex", dependencies: [.product(name: "Kit", package: "kit")])]
        """),
      "ex/Sources/Ex/e.swift": "import Kit\n",
    ]
    let clones = try SampleFolder(Dictionary(uniqueKeysWithValues: ["kit", "other"].flatMap { clone in files.map { ("\(clone)/\($0)", $1) } }))
    let graphs = try ["kit", "other"].map { try clones.load($0).graph }
    #expect(graphs[0] == graphs[1])
    #expect(graphs[1].modules.map(\.origin) == [.repository, .repository, .repository])
  }

  @Test func `a target's folder is opened by the disk's spelling of its name, whichever the manifest has`() throws {
    let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("cafe", "targets: [.target(name: \"\(composed)\")]"),
      "Sources/\(decomposed)/c.swift": "import Dispatch\n",
    ])
    let graph = try sample.load().graph
    #expect(graph.imports.map(\.path).map { Array($0.utf8) } == [Array("Sources/\(decomposed)/c.swift".utf8)])
    #expect(graph.notices == [])
  }

  @Test func `a bare name is a target of the package before it is a product of another`() throws {
    let sample = try SampleFolder([
      "shop/Package.swift": SampleFolder.manifest(
        "shop", "dependencies: [.package(path: \"../money\")], targets: [.target(name: \"Shop\", dependencies: [\"Money\"])]"),
      "shop/Sources/Shop/s.swift": "",
      "money/Package.swift": Self.money, "money/Sources/Money/m.swift": "", "money/Sources/Rates/r.swift": "",
      "own/Package.swift": SampleFolder.manifest(
        "own", "dependencies: [.package(path: \"../money\")], targets: [.target(name: \"O\", dependencies: [\"Rates\"]), .target(name: \"Rates\")]"),
      "own/Sources/O/o.swift": "import Rates\n", "own/Sources/Rates/r.swift": "",
    ])
    let repository = try sample.load()
    #expect(
      try #require(repository.module("Shop")).dependencies[0].modules.map { repository.graph.modules[$0].folder } == [
        "money/Sources/Money", "money/Sources/Rates",
      ])
    #expect(try #require(repository.module("O")).dependencies[0].modules.map { repository.graph.modules[$0].folder } == ["own/Sources/Rates"])
    #expect(repository.graph.modules[repository.graph.imports[0].to].folder == "own/Sources/Rates")
  }

  @Test func `an import that no manifest declares finds the target all the same, the nearest first and tests last`() throws {
    let sample = try SampleFolder([
      "a/one/Package.swift": SampleFolder.manifest("one", "targets: [.target(name: \"One\")]"), "a/one/Sources/One/o.swift": "import Helper\n",
      "a/two/Package.swift": SampleFolder.manifest("two", "targets: [.testTarget(name: \"Helper\")]"), "a/two/Tests/Helper/h.swift": "",
      "a/z/Package.swift": SampleFolder.manifest("z", "targets: [.target(name: \"Helper\")]"), "a/z/Sources/Helper/h.swift": "",
      "b/Package.swift": SampleFolder.manifest("b", "targets: [.target(name: \"Helper\")]"), "b/Sources/Helper/h.swift": "",
    ])
    let graph = try sample.load().graph
    #expect(graph.imports.map { graph.modules[$0.to].folder } == ["a/z/Sources/Helper"])
  }

  @Test func `an alias is the name that its target imports the module by`() throws {
    let sample = try SampleFolder([
      "shop/Package.swift": SampleFolder.manifest(
        "shop",
        """
        dependencies: [.package(path: "../money")],
        targets: [
          .target(name: "Shop", dependencies: [.product(name: "Money", package: "money", moduleAliases: ["Rates": "MoneyRates"])]),
          .target(name: "Rates"),
        ]
        """),
      "shop/Sources/Shop/s.swift": "import MoneyRates\nimport Rates\nimport Money\n", "shop/Sources/Rates/r.swift": "",
      "money/Package.swift": Self.money, "money/Sources/Money/m.swift": "", "money/Sources/Rates/r.swift": "",
    ])
    let graph = try sample.load().graph
    #expect(graph.imports.map { graph.modules[$0.to].folder } == ["money/Sources/Rates", "shop/Sources/Rates", "money/Sources/Money"])
  }

  @Test func `a package of the repository stands in for a URL only where a manifest depends on it by path`() throws {
    func files(_ appDependency: String) -> [String: String] {
      [
        "app/Package.swift": SampleFolder.manifest("app", "dependencies: [\(appDependency)], targets: [.target(name: \"App\")]"),
        "app/Sources/App/a.swift": "",
        "shop/Package.swift": SampleFolder.manifest(
          "shop",
          """
          dependencies: [.package(url: "https://example.com/money", from: "1.0.0")],
          targets: [.target(name: "Shop", dependencies: [.product(name: "Money", package: "money")])]
          """),
        "shop/Sources/Shop/s.swift": "",
        "money/Package.swift": Self.money, "money/Sources/Money/m.swift": "", "money/Sources/Rates/r.swift": "",
      ]
    }
    let overridden = try SampleFolder(files(".package(path: \"../money\")")).load()
    #expect(try #require(overridden.module("Shop")).dependencies[0].modules.map { overridden.graph.modules[$0].name } == ["Money", "Rates"])
    let apart = try SampleFolder(files("")).load()
    #expect(try #require(apart.module("Shop")).dependencies[0].modules.map { apart.graph.modules[$0].origin } == [.product])
  }

  @Test func `packages outside the root and in ignored folders are read when one depends on them by path`() throws {
    let sample = try SampleFolder([
      "repo/.gitignore": "generated/\n",
      "repo/Package.swift": SampleFolder.manifest(
        "app",
        """
        dependencies: [.package(path: "generated/money"), .package(path: "../outside")],
        targets: [.target(name: "App", dependencies: [.product(name: "Money", package: "money"), .product(name: "Out", package: "outside")])]
        """),
      "repo/Sources/App/a.swift": "import Money\nimport Out\n",
      "repo/generated/money/Package.swift": Self.money,
      "repo/generated/money/Sources/Money/m.swift": "", "repo/generated/money/Sources/Rates/r.swift": "",
      "repo/generated/other/Package.swift": "not read\n",
      "outside/Package.swift": SampleFolder.manifest(
        "outside", "products: [.library(name: \"Out\", targets: [\"Out\"])], targets: [.target(name: \"Out\")]"),
      "outside/Sources/Out/o.swift": "import Secret\n",
    ])
    let graph = try sample.load("repo").graph
    #expect(graph.packages.map(\.folder) == [".", "generated/money", "../outside"])
    #expect(graph.packages.map(\.isExternal) == [false, false, true])
    #expect(graph.modules.map(\.name) == ["App", "Money", "Rates", "Out"])
    #expect(graph.modules.map(\.origin) == [.repository, .repository, .repository, .checkout])
    #expect(graph.notices == [])
  }

  @Test func `the package around the root is one that it can depend on`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("system", ""), "module.modulemap": "module system {}\n",
      "bench/Package.swift": SampleFolder.manifest(
        "bench", "dependencies: [.package(name: \"system\", path: \"..\")], targets: [.target(name: \"Bench\", dependencies: [\"system\"])]"),
      "bench/Sources/Bench/b.swift": "import system\n",
    ])
    let graph = try sample.load("bench").graph
    #expect(graph.packages.map(\.folder) == [".", ".."])
    #expect(graph.modules.map(\.name) == ["Bench", "system"])
    #expect(graph.modules.map(\.origin) == [.repository, .checkout])
    #expect(graph.modules[0].dependencies.map(\.modules) == [[1]])
    #expect(graph.notices == [])
  }

  @Test func `a name that nothing provides is a notice at its place`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("shop", "targets: [.target(name: \"Shop\", dependencies: [\"Mony\"])]"),
      "Sources/Shop/s.swift": "",
    ])
    let notice = try #require(try sample.load().graph.notices.first)
    #expect(notice.kind == .unknownDependency)
    #expect(notice.position == SourcePosition(line: 5, column: 50))
    #expect(notice.message.contains("Mony"))
  }

  @Test func `conditions, mentions and re-exports reach the graph`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("shop", "targets: [.target(name: \"Shop\"), .target(name: \"ShopMacros\")]"),
      "Sources/ShopMacros/m.swift": "",
      "Sources/Shop/s.swift": """
      #if canImport(UIKit)
      @_exported import UIKit
      #endif
      @freestanding(expression) macro price() -> Int = #externalMacro(module: "ShopMacros", type: "Price")
      """,
    ])
    #expect(
      try sample.load().edges == [
        "Shop -> UIKit Sources/Shop/s.swift:1:15 canImport", "Shop -> UIKit Sources/Shop/s.swift:2:19 if canImport(UIKit) exported",
        "Shop -> ShopMacros Sources/Shop/s.swift:4:74 externalMacro",
      ])
  }
}
