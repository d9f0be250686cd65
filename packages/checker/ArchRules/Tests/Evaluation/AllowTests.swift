import ArchRules
import PackageGraph
import Testing

@Suite struct AllowTests {
  private let groups = """
    { "services": { "paths": ["services/*/Sources"] }, "packages": { "paths": ["packages/*/Sources"] },
      "toolchain": { "modules": ["Swift", "Dispatch"] } }
    """
  private let rule = #"{ "kind": "allow", "from": "services", "to": ["packages", "toolchain"] }"#

  private func services(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("Ingestion", "services/ingestion/Sources")
      $0.target("Scribe", "services/scribe/Sources")
      $0.target("Toolbox", "packages/Toolbox/Sources")
      describe(&$0)
    }
  }

  @Test func `what the rule names may be imported, and nothing is found`() throws {
    let graph = services { $0.imports("Ingestion", "Toolbox", "Dispatch") }
    #expect(try judge(graph, groups: groups, rule).isEmpty)
  }

  @Test func `an import of anything else is a finding at its place, with the rule's reason and position`() throws {
    let graph = services { $0.imports("Ingestion", "Toolbox", "Scribe", "Foundation") }
    let findings = try judge(graph, groups: groups, rule)
    #expect(
      findings.brief == [
        "Ingestion → Scribe at services/ingestion/Sources/File.swift:2", "Ingestion → Foundation at services/ingestion/Sources/File.swift:3",
      ])
    let first = try #require(findings.first)
    #expect(first.message == "Ingestion imports Scribe; services may import only packages or toolchain")
    #expect((first.from, first.to, first.target) == ("Ingestion", "Scribe", ".:Ingestion"))
    #expect((first.position?.line, first.position?.column) == (2, 8))
    #expect(first.reason == "Because.")
    #expect(first.rulePosition?.line == 3)
    #expect(first.severity == .error)
  }

  @Test func `who the rule does not name may import anything`() throws {
    #expect(try judge(services { $0.imports("Toolbox", "Scribe", "Foundation") }, groups: groups, rule).isEmpty)
  }

  @Test func `each place of an import is a finding`() throws {
    let graph = services {
      $0.imports("Ingestion", "Scribe", file: "A.swift")
      $0.imports("Ingestion", "Scribe", file: "B.swift")
    }
    #expect(try judge(graph, groups: groups, rule).map(\.path) == ["services/ingestion/Sources/A.swift", "services/ingestion/Sources/B.swift"])
  }

  @Test func `a condition crosses the wall all the same and is told`() throws {
    let graph = services { $0.imports("Ingestion", "Scribe", condition: "os(macOS)") }
    #expect(try judge(graph, groups: groups, rule).first?.message.hasPrefix("Ingestion imports Scribe under #if os(macOS);") == true)
  }

  @Test func `canImport counts where nothing is imported, and not again where it is`() throws {
    let asking = services { $0.imports("Ingestion", "Scribe", kind: .canImport) }
    let findings = try judge(asking, groups: groups, rule)
    #expect(findings.map(\.message) == ["Ingestion asks whether it can import Scribe; services may import only packages or toolchain"])
    let importing = services {
      $0.imports("Ingestion", "Scribe", kind: .canImport)
      $0.imports("Ingestion", "Scribe", condition: "canImport(Scribe)")
    }
    #expect(try judge(importing, groups: groups, rule).brief == ["Ingestion → Scribe at services/ingestion/Sources/File.swift:2"])
  }

  @Test func `an external macro's module is judged like an import`() throws {
    let graph = services { $0.imports("Ingestion", "Scribe", kind: .externalMacro) }
    #expect(try judge(graph, groups: groups, rule).first?.message.hasPrefix("Ingestion names Scribe in #externalMacro;") == true)
  }

  @Test func `a re-export is found at the import that brings it, with the chain`() throws {
    let graph = services {
      $0.imports("Toolbox", "Swift")
      $0.imports("Toolbox", "Foundation", exported: true)
      $0.imports("Ingestion", "Toolbox")
    }
    let findings = try judge(graph, groups: groups, rule)
    #expect(findings.brief == ["Ingestion → Toolbox → Foundation at services/ingestion/Sources/File.swift:1"])
    #expect(findings[0].message == "Ingestion imports Toolbox, which re-exports Foundation; services may import only packages or toolchain")
    #expect(findings[0].chain.map(\.position.line) == [1, 2])
    #expect(findings[0].chain.map(\.sentence) == ["Ingestion imports Toolbox", "Toolbox re-exports Foundation"])
  }

  @Test func `a re-export of a re-export names what it comes through`() throws {
    let graph = services {
      $0.target("Base", "packages/Base/Sources")
      $0.imports("Base", "Foundation", exported: true)
      $0.imports("Toolbox", "Base", exported: true)
      $0.imports("Scribe", "Toolbox")
    }
    let findings = try judge(graph, groups: groups, rule)
    #expect(findings.brief == ["Scribe → Toolbox → Base → Foundation at services/scribe/Sources/File.swift:1"])
    #expect(findings[0].message.hasPrefix("Scribe imports Toolbox, which re-exports Foundation through Base;"))
  }

  @Test func `what is imported directly is not found again as a re-export, and a refused import brings no second finding`() throws {
    let direct = services {
      $0.imports("Toolbox", "Foundation", exported: true)
      $0.imports("Ingestion", "Toolbox", "Foundation")
    }
    #expect(try judge(direct, groups: groups, rule).brief == ["Ingestion → Foundation at services/ingestion/Sources/File.swift:2"])
    let refused = services {
      $0.imports("Scribe", "Foundation", exported: true)
      $0.imports("Ingestion", "Scribe")
    }
    #expect(
      try judge(refused, groups: groups, rule).brief.filter { $0.hasPrefix("Ingestion") } == [
        "Ingestion → Scribe at services/ingestion/Sources/File.swift:1"
      ])
  }

  @Test func `re-exports that go round in a circle end`() throws {
    let graph = services {
      $0.target("Base", "packages/Base/Sources")
      $0.imports("Base", "Toolbox", exported: true)
      $0.imports("Toolbox", "Base", "Foundation", exported: true)
      $0.imports("Ingestion", "Base")
    }
    #expect(try judge(graph, groups: groups, rule).brief == ["Ingestion → Base → Toolbox → Foundation at services/ingestion/Sources/File.swift:1"])
  }

  @Test func `a binding speaks of the same value on both sides`() throws {
    let graph = graph {
      for name in ["billing", "auth"] {
        $0.target(name, "services/\(name)/Sources")
        $0.target("\(name)Tests", "services/\(name)/Tests", kind: .test)
      }
      $0.target("Toolbox", "packages/Toolbox/Sources")
      $0.imports("billingTests", "billing", "Toolbox", "auth")
    }
    let groups = #"{ "own": { "paths": ["services/{name}/Sources"] }, "packages": { "paths": ["packages/*/Sources"] } }"#
    let rule = #"{ "kind": "allow", "from": { "paths": ["services/{name}/Tests"] }, "to": ["own", "packages"] }"#
    #expect(try judge(graph, groups: groups, rule).brief == ["billingTests → auth at services/billing/Tests/File.swift:3"])
  }

  @Test func `who binds no value of a name goes with nothing that does`() throws {
    let graph = graph {
      $0.target("billing", "services/billing/Sources")
      $0.target("WholeTests", "Tests/WholeTests", kind: .test)
      $0.target("billingTests", "services/billing/Tests", kind: .test)
      $0.imports("WholeTests", "billing")
      $0.imports("billingTests", "billing")
    }
    let rule =
      #"{ "kind": "allow", "from": { "paths": ["Tests/*", "services/{name}/Tests"] }, "to": { "paths": ["services/{name}/Sources"] } }"#
    #expect(try judge(graph, rule).brief == ["WholeTests → billing at Tests/WholeTests/File.swift:1"])
  }

  @Test func `a name that only one side binds stands for any value`() throws {
    let graph = graph {
      $0.target("billing", "services/billing/Sources")
      $0.target("console", "app")
      $0.imports("console", "billing", "UIKit")
    }
    let rule = #"{ "kind": "allow", "from": { "paths": ["app"] }, "to": { "paths": ["services/{name}/Sources"] } }"#
    #expect(try judge(graph, rule).brief == ["console → UIKit at app/File.swift:2"])
  }

  @Test func `bindings work within names of modules`() throws {
    let graph = graph {
      for name in ["A", "B"] { $0.target(name, "Sources/\(name)") }
      $0.target("ATests", "Tests/ATests", kind: .test)
      $0.imports("ATests", "A", "B")
    }
    let rule = #"{ "kind": "allow", "from": { "modules": ["{name}Tests"] }, "to": { "modules": ["{name}"] } }"#
    #expect(try judge(graph, rule).brief == ["ATests → B at Tests/ATests/File.swift:2"])
  }

  @Test func `imports by modules from outside the repository are not judged`() throws {
    let graph = graph {
      $0.target("App", "app")
      $0.external("Vendor", .checkout, kind: .library)
      $0.imports("Vendor", "Foundation")
    }
    let rule = #"{ "kind": "allow", "from": { "modules": ["*"] }, "to": { "modules": ["Swift"] } }"#
    #expect(try judge(graph, rule).isEmpty)
  }
}
