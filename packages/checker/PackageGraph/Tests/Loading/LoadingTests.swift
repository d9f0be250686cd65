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
}
