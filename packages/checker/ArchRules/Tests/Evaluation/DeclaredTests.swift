import ArchRules
import PackageGraph
import Testing

@Suite struct DeclaredTests {
  private let rule = #"{ "kind": "declared" }"#

  private func package(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      for name in ["A", "B", "C", "D"] { $0.target(name, "Sources/\(name)") }
      $0.external("NIO", .checkout, kind: .library)
      $0.external("Crypto", .product)
      $0.declares("A", "B")
      $0.declares("B", "C")
      describe(&$0)
    }
  }

  @Test func `what the manifest declares may be imported, and what is the platform's`() throws {
    #expect(try judge(package { $0.imports("A", "B", "Foundation", "A") }, rule).isEmpty)
  }

  @Test func `an import of a dependency's dependency is undeclared, and told how it is reached`() throws {
    let findings = try judge(package { $0.imports("A", "B", "C") }, rule)
    #expect(findings.brief == ["A → C at Sources/A/File.swift:2"])
    #expect(
      findings[0].message == "A imports C; A does not declare it, and reaches it only through B, which the manifest declares: declare it directly")
  }

  @Test func `the way of declarations is told in full, over packages too`() throws {
    let graph = package {
      $0.declares("C", "NIO")
      $0.imports("A", "NIO")
    }
    #expect(try judge(graph, rule).first?.message.contains("only through B → C,") == true)
  }

  @Test func `an import that no declaration leads to is told as such`() throws {
    let findings = try judge(package { $0.imports("A", "D") }, rule)
    #expect(
      findings.map(\.message) == [
        "A imports D; A does not declare it, and no dependency that it declares leads there: it builds by luck of order, if at all"
      ])
  }

  @Test func `a product that is not at hand is declared by its product`() throws {
    let declared = package {
      $0.declares("A", "Crypto")
      $0.imports("A", "Crypto")
    }
    #expect(try judge(declared, rule).isEmpty)
    #expect(try judge(package { $0.imports("A", "Crypto") }, rule).brief == ["A → Crypto at Sources/A/File.swift:1"])
  }

  @Test func `what products bring with them that no list knows is told from luck`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.external("Crypto", .product)
      $0.external("Suite", .product, isAssumed: true)
      $0.declares("A", "Suite")
      $0.imports("A", "Crypto")
    }
    #expect(
      try judge(graph, rule).map(\.message) == [
        "A imports Crypto; A does not declare it, and gets it, if at all, through what Suite brings with it: declare it directly"
      ])
  }

  @Test func `a module of which nothing is known is declared by nobody`() throws {
    let unknown = package {
      $0.external("Odd", .unknown)
      $0.imports("A", "Odd")
    }
    #expect(
      try judge(unknown, rule).map(\.message) == [
        "A imports Odd; no manifest names it, and it is no known module of the platform: declare its package, list its modules, or name it under "
          + "\"platform\""
      ])
  }

  @Test func `every module of a product is declared with it`() throws {
    let graph = package {
      $0.product("Suite", of: ["C", "D"], for: "A")
      $0.imports("A", "C", "D")
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `asking canImport needs no declaration, naming an external macro does`() throws {
    #expect(try judge(package { $0.imports("A", "D", kind: .canImport) }, rule).isEmpty)
    #expect(try judge(package { $0.imports("A", "D", kind: .externalMacro) }, rule).count == 1)
  }

  @Test func `what arrives by a re-export is not imported and needs no declaration`() throws {
    let graph = package {
      $0.imports("B", "C", exported: true)
      $0.imports("A", "B")
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `imports of many files are one finding at the first, and with what is new at the newest`() throws {
    let graph = package {
      for file in ["Z.swift", "M/B.swift", "B.swift"] { $0.imports("A", "Foundation", "D", file: file) }
      $0.imports("A", "D", file: "B.swift", line: 9)
    }
    let finding = try #require(try judge(graph, rule).first)
    #expect(try judge(graph, rule).count == 1)
    #expect(finding.brief == "A → D at Sources/A/B.swift:2")
    #expect(finding.message.hasPrefix("A imports D in 3 files, first Sources/A/B.swift:2; A does not declare it,"))
    let lines = ["Sources/A/B.swift 2", "Sources/A/B.swift 9", "Sources/A/M/B.swift 2", "Sources/A/Z.swift 2"]
    #expect(finding.places.map { "\($0.path) \($0.position.line)" } == lines)
    for (changes, place) in [
      (["Sources/A/Z.swift": .file], "Sources/A/Z.swift:2"), (["Sources/A/Z.swift": .lines([5...6])], "Sources/A/Z.swift:2"),
      (["Sources/A/M/B.swift": .lines([]), "Sources/A/Z.swift": .lines([1...1, 2...4])], "Sources/A/Z.swift:2"),
      (["Sources/A/B.swift": .lines([9...9])], "Sources/A/B.swift:9"), (["Sources/D/File.swift": .file], "Sources/A/B.swift:2"),
    ] as [([String: ChangedLines.Extent], String)] {
      let found = try ruleSet(rule).evaluate(graph, today: today, changes: ChangedLines(changes)).filter { $0.rule == "rule" }
      #expect(found.brief == ["A → D at \(place)"])
      #expect(found.map(\.message) == [finding.message])
    }
  }

  @Test func `only the targets that the rule names are judged`() throws {
    let graph = package {
      $0.imports("A", "D")
      $0.imports("C", "D")
    }
    #expect(try judge(graph, #"{ "kind": "declared", "in": { "modules": ["C"] } }"#).map(\.from) == ["C"])
  }

  @Test func `a dependency that the environment decides on is said to be that`() throws {
    var graph = graph {
      $0.target("A", "Sources/A")
      $0.target("B", "Sources/B")
      $0.target("C", "Sources/C")
      $0.imports("A", "B", "C")
    }
    graph.packages[0].environmentNames = ["B": "WITH_B"]
    let text = "A does not declare it, and no dependency that it declares leads there: it builds by luck of order, if at all"
    #expect(
      try judge(graph, #"{ "kind": "declared" }"#).map(\.message) == [
        "A imports B; A declares it only where the environment variable WITH_B asks for it: declare it for every build", "A imports C; \(text)",
      ])
  }

  @Test func `a target that hangs on the environment as a whole declares no more for that`() throws {
    var graph = graph {
      $0.target("A", "Sources/A")
      $0.target("B", "Sources/B")
      $0.imports("A", "B")
    }
    graph.packages[0].environmentNames = ["A": "WITH_ALL", "B": "WITH_ALL"]
    #expect(try judge(graph, #"{ "kind": "declared" }"#).map { $0.message.contains("WITH_ALL") } == [false])
  }

  @Test func `an unknown module may be of a product that the target declares and whose modules are not known`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.external("Kit", .product, isAssumed: true)
      $0.external("Named", .product, isAssumed: true)
      $0.external("Odd", .unknown)
      $0.declares("A", "Kit", "Named")
      $0.imports("A", "Odd", "Named")
    }
    let messages = try judge(graph, #"{ "kind": "declared" }"#).map(\.message)
    #expect(messages.count == 1 && messages[0].contains("it may be of Kit, whose modules are not known"), "\(messages)")
  }

  @Test func `an import that no build has need not be declared`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.target("B", "Sources/B")
      $0.imports("A", "B", condition: "false", isNeverBuilt: true)
    }
    #expect(try judge(graph, #"{ "kind": "declared" }"#).isEmpty)
  }
}
