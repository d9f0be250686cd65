import ArchRules
import PackageGraph
import Testing

@Suite struct ForbidTests {
  @Test func `the group of unknown modules is there without being defined`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.target("Root", ".")
      $0.external("Odd", .unknown)
      $0.imports("A", "Odd", "Foundation")
      $0.imports("Root", "Odd")
    }
    let rule = #"{ "kind": "forbid", "from": { "paths": ["**"] }, "to": "unknown" }"#
    #expect(try judge(graph, rule).map { "\($0.from ?? "") \($0.to ?? "")" }.sorted() == ["A Odd", "Root Odd"])
  }

  private func app(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("Core", "Sources/Core")
      $0.target("Data", "Sources/Data")
      $0.target("Helpers", "Sources/Helpers")
      $0.target("UI", "Sources/UI")
      describe(&$0)
    }
  }
  private let rule = #"{ "kind": "forbid", "from": { "modules": ["Core"] }, "to": { "modules": ["UI", "UIKit"] } }"#
  private let transitive = #"{ "kind": "forbid", "from": { "modules": ["Core", "Data"] }, "to": { "modules": ["UI", "UIKit"] }, "transitive": true }"#

  @Test func `what is not forbidden may be imported`() throws {
    #expect(try judge(app { $0.imports("Core", "Data", "Foundation") }, rule).isEmpty)
  }

  @Test func `a forbidden import is a finding, whoever supplies the module`() throws {
    let findings = try judge(app { $0.imports("Core", "UI", "UIKit") }, rule)
    #expect(findings.brief == ["Core → UI at Sources/Core/File.swift:1", "Core → UIKit at Sources/Core/File.swift:2"])
    #expect(findings[0].message == "Core imports UI; Core may not import UI or UIKit")
  }

  @Test func `a re-export of what is forbidden is found, a plain chain is not`() throws {
    let reexport = app {
      $0.imports("Helpers", "UI", exported: true)
      $0.imports("Core", "Helpers")
    }
    #expect(try judge(reexport, rule).brief == ["Core → Helpers → UI at Sources/Core/File.swift:1"])
    let chain = app {
      $0.imports("Helpers", "UI")
      $0.imports("Core", "Helpers")
    }
    #expect(try judge(chain, rule).isEmpty)
  }

  @Test func `a module may import itself even where it is on both sides`() throws {
    let graph = app { $0.imports("Core", "Core", "UI") }
    let everything = #"{ "kind": "forbid", "from": { "modules": ["*"] }, "to": { "modules": ["Core"] } }"#
    #expect(try judge(graph, everything).isEmpty)
  }

  @Test func `bindings forbid the same value alone`() throws {
    let graph = graph {
      for name in ["a", "b"] {
        $0.target("\(name)API", "packages/\(name)")
        $0.target(name, "services/\(name)")
      }
      $0.imports("aAPI", "a", "b")
    }
    let rule = #"{ "kind": "forbid", "from": { "paths": ["packages/{name}"] }, "to": { "paths": ["services/{name}"] } }"#
    #expect(try judge(graph, rule).brief == ["aAPI → a at packages/a/File.swift:1"])
  }

  @Test func `transitively, the shortest chain is told with the place of each step`() throws {
    let graph = app {
      $0.imports("Core", "Foundation", "Data")
      $0.imports("Data", "Helpers")
      $0.imports("Helpers", "Foundation", "UI")
    }
    let findings = try judge(graph, transitive)
    #expect(
      findings.brief == ["Core → Data → Helpers → UI at Sources/Core/File.swift:2", "Data → Helpers → UI at Sources/Data/File.swift:1"])
    #expect(findings[0].message == "Core reaches UI through Data → Helpers; Core or Data may not reach UI or UIKit")
    #expect(findings[0].chain.map(\.path) == ["Sources/Core/File.swift", "Sources/Data/File.swift", "Sources/Helpers/File.swift"])
    #expect((findings[0].from, findings[0].to) == ("Core", "UI"))
  }

  @Test func `transitively, a direct import is told by its places and without a chain`() throws {
    let graph = app {
      $0.imports("Core", "Helpers", "UI")
      $0.imports("Core", "UI", file: "Other.swift")
      $0.imports("Helpers", "UI")
    }
    #expect(try judge(graph, transitive).brief == ["Core → UI at Sources/Core/File.swift:2", "Core → UI at Sources/Core/Other.swift:1"])
  }

  @Test func `an excepted import breaks the chains that it is part of`() throws {
    let graph = app {
      $0.imports("Core", "Helpers")
      $0.imports("Helpers", "UI")
    }
    let rule = transitive.dropLast() + #", "except": [{ "from": { "modules": ["Helpers"] }, "to": { "modules": ["UI"] }, "reason": "Once." }] }"#
    #expect(try judge(graph, String(rule)).isEmpty)
  }

  @Test func `around an excepted import another chain is still found`() throws {
    let graph = app {
      $0.imports("Core", "Data", "Helpers")
      $0.imports("Helpers", "UI")
      $0.imports("Data", "UIKit")
    }
    let rule = transitive.dropLast() + #", "except": [{ "from": { "modules": ["Helpers"] }, "to": { "modules": ["UI"] }, "reason": "Once." }] }"#
    #expect(
      try judge(graph, String(rule)).brief == ["Core → Data → UIKit at Sources/Core/File.swift:1", "Data → UIKit at Sources/Data/File.swift:1"])
  }

  @Test func `an exception of the two ends excepts every chain between them`() throws {
    let graph = app {
      $0.imports("Core", "Helpers")
      $0.imports("Helpers", "UI")
    }
    let rule = transitive.dropLast() + #", "except": [{ "from": { "modules": ["Core"] }, "to": { "modules": ["UI"] }, "reason": "Once." }] }"#
    #expect(try judge(graph, String(rule)).isEmpty)
  }

  @Test func `an exception that is over is told with the chain that it no longer breaks`() throws {
    let graph = app {
      $0.imports("Core", "Helpers")
      $0.imports("Helpers", "UI")
    }
    let rule =
      transitive.dropLast()
      + #", "except": [{ "from": { "modules": ["Helpers"] }, "to": { "modules": ["UI"] }, "reason": "Once.", "until": "2026-06-14" }] }"#
    let findings = try judge(graph, String(rule))
    #expect(
      findings.filter { $0.rule == "rule" }.map(\.message) == [
        "Core reaches UI through Helpers; Core or Data may not reach UI or UIKit; the exception for it ended on 2026-06-14"
      ])
    #expect(
      findings.of(.expiredException).map(\.message) == [
        "the exception of \"rule\" from Helpers to UI ended on 2026-06-14: what it excepted is a finding again"
      ])
  }

  @Test func `an excepted import that leads nowhere forbidden is stale`() throws {
    let graph = app {
      $0.imports("Core", "Helpers")
      $0.imports("Helpers", "Data")
    }
    let rule = transitive.dropLast() + #", "except": [{ "from": { "modules": ["Helpers"] }, "to": { "modules": ["Data"] }, "reason": "Once." }] }"#
    #expect(try judge(graph, String(rule)).map(\.rule) == ["bulkhead/stale-exception"])
  }

  @Test func `an import that no build has is refused, and said to be that`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.target("B", "Sources/B")
      $0.imports("A", "B", condition: "false", isNeverBuilt: true)
    }
    let rule = #"{ "kind": "forbid", "from": { "modules": ["A"] }, "to": { "modules": ["B"] } }"#
    #expect(try judge(graph, rule).map(\.message) == ["A imports B in code that no build has (#if false); A may not import B"])
  }

  @Test func `a target may be forbidden to import anything`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.imports("A", "Foundation")
    }
    let rule = #"{ "kind": "forbid", "from": { "modules": ["A"] }, "to": { "modules": ["*"] } }"#
    #expect(try judge(graph, rule).map(\.to) == ["Foundation"])
  }
}
