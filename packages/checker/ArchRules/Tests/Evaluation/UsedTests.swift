import ArchRules
import PackageGraph
import Testing

@Suite struct UsedTests {
  private let rule = #"{ "kind": "used" }"#

  private func package(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      for name in ["A", "B", "C"] { $0.target(name, "Sources/\(name)") }
      $0.target("ATests", "Tests/ATests", kind: .test)
      $0.target("Tool", "Sources/Tool", kind: .executable)
      $0.target("Plug", "Plugins/Plug", kind: .plugin)
      $0.target("Macros", "Sources/Macros", kind: .macro)
      $0.target("Blob", "Blob", kind: .binary, files: 0)
      $0.external("Crypto", .product, isAssumed: true)
      $0.external("Listed", .product)
      $0.external("Odd", .unknown)
      describe(&$0)
    }
  }

  @Test func `a dependency that is imported is used, by whatever kind of import`() throws {
    let graph = package {
      $0.declares("A", "B", "C", "Macros")
      $0.imports("A", "B", exported: true)
      $0.imports("A", "C", kind: .canImport)
      $0.imports("A", "Macros", kind: .externalMacro)
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `a dependency that nothing imports is a finding where the manifest names it`() throws {
    let graph = package {
      $0.declares("A", "B", "C")
      $0.imports("A", "B")
    }
    let findings = try judge(graph, rule)
    #expect(findings.map(\.message) == ["A declares C, but none of its files imports it"])
    #expect(findings.brief == ["A → C at Package.swift:100"])
    #expect(findings[0].target == ".:A")
  }

  @Test func `one module of a product is enough`() throws {
    let used = package {
      $0.product("Suite", of: ["B", "C"], for: "A")
      $0.imports("A", "C")
    }
    #expect(try judge(used, rule).isEmpty)
    let unused = package {
      $0.product("Suite", of: ["B", "C"], for: "A")
      $0.imports("A", "Foundation")
    }
    #expect(try judge(unused, rule).brief == ["A → Suite at Package.swift:100"])
  }

  @Test func `what is run rather than imported, and what is not known, is not judged`() throws {
    let graph = package { $0.declares("A", "Tool", "Plug", "Blob", "Crypto") }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `a product that the module list has is judged`() throws {
    let graph = package {
      $0.declares("A", "Listed")
      $0.declares("B", "Listed")
      $0.imports("B", "Listed")
    }
    #expect(try judge(graph, rule).brief == ["A → Listed at Package.swift:100"])
  }

  @Test func `a product that no list has is judged once somebody imports its name, save where unknown imports may be of it`() throws {
    let graph = package {
      for name in ["A", "B", "C"] { $0.declares(name, "Crypto") }
      $0.imports("B", "Crypto")
      $0.imports("C", "Odd")
    }
    #expect(try judge(graph, rule).brief == ["A → Crypto at Package.swift:100"])
  }

  @Test func `a target without Swift sources is not judged`() throws {
    let graph = package {
      $0.target("CThing", "Sources/CThing", files: 0)
      $0.declares("CThing", "B")
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  private let strictRule = #"{ "kind": "used", "strict": true }"#

  @Test func `a target whose sources a plugin may make is judged only where that is asked for`() throws {
    let graph = package {
      $0.declares("A", "B")
      $0.uses("A", plugin: "Plug")
    }
    #expect(try judge(graph, rule).isEmpty)
    #expect(try judge(graph, strictRule).brief == ["A → B at Package.swift:100"])
  }

  @Test func `an umbrella is judged only where that is asked for`() throws {
    let graph = package {
      $0.declares("A", "B", "C")
      $0.imports("A", "B", exported: true)
      $0.isUmbrella("A")
    }
    #expect(try judge(graph, rule).isEmpty)
    #expect(try judge(graph, strictRule).brief == ["A → C at Package.swift:100"])
  }

  @Test func `a target that only re-exports, beside other code, is judged`() throws {
    let graph = package {
      $0.declares("A", "B", "C")
      $0.imports("A", "B", exported: true)
    }
    #expect(try judge(graph, rule).brief == ["A → C at Package.swift:100"])
  }

  @Test(arguments: [(TargetKind.system, 0), (.library, 0)])
  func `a C target that is linked alone is judged only where that is asked for`(kind: TargetKind, files: Int) throws {
    let graph = package {
      $0.target("CShim", "Sources/CShim", kind: kind, files: files)
      $0.declares("A", "CShim")
    }
    #expect(try judge(graph, rule).isEmpty)
    #expect(try judge(graph, strictRule).brief == ["A → CShim at Package.swift:100"])
  }

  @Test func `an import that no build has uses nothing`() throws {
    let graph = package {
      $0.declares("A", "B", "C")
      $0.imports("A", "B", condition: "false", isNeverBuilt: true)
      $0.imports("A", "C", condition: "false", isNeverBuilt: true)
      $0.imports("A", "C", condition: "DEBUG")
    }
    #expect(try judge(graph, rule).brief == ["A → B at Package.swift:100"])
  }

  @Test func `a dependency that only tests use says so`() throws {
    let graph = package {
      $0.declares("A", "B")
      $0.declares("ATests", "A")
      $0.imports("ATests", "A", "B")
    }
    #expect(try judge(graph, rule).map(\.message) == ["A declares B, but none of its files imports it; only ATests does: declare it in ATests"])
  }

  @Test func `tests that declare what they use are not told to`() throws {
    let graph = package {
      $0.declares("A", "B")
      $0.declares("ATests", "A", "B")
      $0.imports("ATests", "A", "B")
    }
    #expect(
      try judge(graph, rule).map(\.message) == ["A declares B, but none of its files imports it; only ATests does, by a declaration of its own"])
  }

  @Test func `a module that comes by another's re-export alone says so`() throws {
    let graph = package {
      $0.declares("A", "B", "C")
      $0.imports("B", "C", exported: true)
      $0.imports("A", "B")
    }
    #expect(
      try judge(graph, rule).map(\.message) == ["A declares C, but none of its files imports it; it gets C only through the re-export of B"])
  }

  @Test func `a dependency that is declared twice is one finding`() throws {
    let findings = try judge(package { $0.declares("A", "B", "C", "B") }, rule)
    #expect(findings.map(\.to) == ["B", "C"])
    #expect(findings.map(\.dependency) == [.needless([0, 2], of: 0), .needless([1], of: 0)])
  }

  @Test func `an exception names the target and the module`() throws {
    let graph = package { $0.declares("A", "B", "C") }
    let excepted = #"{ "kind": "used", "except": [{ "from": { "modules": ["A"] }, "to": { "modules": ["B"] }, "reason": "Linked only." }] }"#
    #expect(try judge(graph, excepted).map(\.to) == ["C"])
  }
}
