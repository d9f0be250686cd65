import Testing

@testable import PackageGraph

struct ModuleMapTests {
  @Test(arguments: [
    ("module CKit { header \"a.h\" export * }", ["CKit"]), ("framework module A [system] {\n module B { } }\nmodule C {}", ["A", "C"]),
    ("// module X {}\n/* module Y {} */ module \"Z\" {}", ["Z"]), ("module A.B {}", ["A"]), ("extern module A \"a.modulemap\"", ["A"]),
    ("module A { link \"module\" } } module B", ["A", "B"]), ("", []), ("module", []), ("module \"", [""]), ("/*", []), ("\"\\", []),
  ])
  func `the modules of a map are those at its top`(text: String, names: [String]) {
    #expect(ModuleMap.moduleNames(Array(text.utf8)) == names)
  }

  @Test(arguments: ["system", "clang"])
  func `an import by the name in a module map means its target`(kind: String) throws {
    let isSystem = kind == "system"
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "Shop",
        "targets: [.target(name: \"Cart\", dependencies: [\"Money\"]), .\(isSystem ? "systemLibrary" : "target")(name: \"Money\")]"),
      "Sources/Cart/Cart.swift": "import CMoney\nimport CCoins\nimport Money\n",
      "Sources/Money/\(isSystem ? "" : "include/")module.modulemap": "module CMoney { header \"m.h\" }\nmodule CCoins { header \"m.h\" }\n",
      "Sources/Money/include/m.h": "", "Sources/Money/m.c": "",
    ])
    let repository = try sample.load()
    #expect(repository.graph.modules.map(\.name) == ["Cart", "CMoney", "Money"])
    #expect(repository.graph.imports.map(\.to) == [1, 1, 2])
    #expect(repository.graph.modules[1].target == "Money")
  }
}
