import Testing

@testable import PackageGraph

struct ModuleMapTests {
  @Test(arguments: [
    ("module CKit { header \"a.h\" export * }", ["CKit"]), ("framework module A [system] {\n module B { } }\nmodule C {}", ["A", "C"]),
    ("// module X {}\n/* module Y {} */ module \"Z\" {}", ["Z"]), ("module A.B {}", ["A"]), ("extern module A \"a.modulemap\"", ["A"]),
    ("explicit module A { explicit module B {} }\nframework module * {}", ["A"]), ("extern module \"A B\" \"module\" module C {}", ["A B", "C"]),
    ("module A { extern module B \"b\" } extern framework module C \"c\"", ["A", "C"]),
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

  private func cTarget(_ arguments: String, _ maps: [String: String]) throws -> Repository {
    var files = [
      "Package.swift": SampleFolder.manifest(
        "Shop", "targets: [.target(name: \"Cart\", dependencies: [\"Money\"]), .target(name: \"Money\"\(arguments))]"),
      "Sources/Cart/Cart.swift": "import CMoney\nimport Money\n", "Sources/Money/include/m.h": "", "Sources/Money/inc/m.h": "",
      "Sources/Money/m.c": "",
    ]
    for (path, text) in maps { files["Sources/Money/\(path)"] = text }
    return try SampleFolder(files).load()
  }

  @Test(arguments: ["", ", sources: [\"m.c\"]"])
  func `the map beside the public headers decides, wherever these are`(sources: String) throws {
    let repository = try cTarget(
      "\(sources), publicHeadersPath: \"inc\"", ["inc/module.modulemap": "framework module CMoney { umbrella header \"m.h\" }"])
    #expect(repository.graph.modules.map(\.name) == ["Cart", "CMoney", "Money"])
    #expect(repository.graph.modules[1].target == "Money")
  }

  @Test func `without such a map, SwiftPM's own by the target's name decides`() throws {
    let map = ["framework/module.modulemap": "framework module CMoney { umbrella header \"m.h\" }"]
    let repository = try cTarget("", map)
    #expect(repository.graph.modules.map(\.name) == ["Cart", "Money"])
    #expect(repository.graph.imports.map(\.to) == [1, 1])
  }
}
