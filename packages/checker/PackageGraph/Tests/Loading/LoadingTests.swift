import SwiftImports
import Testing

@testable import PackageGraph

struct LoadingTests {
  @Test func `a package becomes its targets and their imports`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "Shop", "targets: [.target(name: \"Cart\", dependencies: [\"Money\"]), .target(name: \"Money\")]"),
      "Sources/Cart/Cart.swift": "import Foundation\nimport Money\n",
      "Sources/Money/Money.swift": "import Money\n",
    ])
    let repository = try sample.load()
    #expect(repository.graph.modules.map(\.name) == ["Cart", "Money", "Foundation"])
    #expect(repository.graph.modules.map(\.origin) == [.repository, .repository, .platform])
    #expect(
      repository.edges == ["Cart -> Foundation Sources/Cart/Cart.swift:1:8", "Cart -> Money Sources/Cart/Cart.swift:2:8"],
      "an import of the module itself is none")
    #expect(repository.graph.modules[0].dependencies.map(\.modules) == [[1]])
    #expect(repository.graph.modules[0].folder == "Sources/Cart")
    #expect(repository.graph.notices == [])
    #expect(repository.graph.statistics.files == 2)
    #expect(repository.graph.statistics.imports == 3)
  }

  @Test func `a target of re-exports alone, or of nothing, is an umbrella`() throws {
    let names = ["All", "Empty", "Mixed", "Part", "Plain"]
    let targets = names.map { ".target(name: \"\($0)\")" }.joined(separator: ", ")
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("Shop", "targets: [\(targets)]"),
      "Sources/All/a.swift": "// All of it.\n@_exported import Part\n", "Sources/All/b.swift": "@_exported public import Plain\n",
      "Sources/Empty/e.swift": "// Nothing yet.\n", "Sources/Mixed/a.swift": "@_exported import Part\n",
      "Sources/Mixed/b.swift": "public struct Mixed {}\n", "Sources/Part/p.swift": "@_exported import Plain\nimport Foundation\n",
      "Sources/Plain/p.swift": "let x = 1\n",
    ])
    let modules = try sample.load().graph.modules
    #expect(modules.filter(\.isUmbrella).map(\.name) == ["All", "Empty"])
  }

  @Test func `an import that no build has is an edge that says so`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("Shop", "targets: [.target(name: \"Cart\", dependencies: [\"Money\"]), .target(name: \"Money\")]"),
      "Sources/Cart/Cart.swift": "#if false\nimport Money\n#else\nimport Money\n#endif\n", "Sources/Money/Money.swift": "",
    ])
    let repository = try sample.load()
    #expect(repository.edges == ["Cart -> Money Sources/Cart/Cart.swift:2:8 if false", "Cart -> Money Sources/Cart/Cart.swift:4:8 if !(false)"])
    #expect(repository.graph.imports.map(\.isNeverBuilt) == [true, false])
  }
}
