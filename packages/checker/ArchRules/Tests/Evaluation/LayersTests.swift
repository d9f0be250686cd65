import ArchRules
import PackageGraph
import Testing

@Suite struct LayersTests {
  private let groups = """
    { "app": { "paths": ["app"] }, "http": { "paths": ["http/*"] }, "database": { "paths": ["database"] }, "base": { "paths": ["base/*"] },
      "all": { "paths": ["app", "http", "database", "base"] } }
    """
  private let rule = #"{ "kind": "layers", "in": "all", "layers": ["app", ["http", "database"], "base"] }"#

  private func house(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("App", "app")
      $0.target("HTTP", "http/HTTP")
      $0.target("Router", "http/Router")
      $0.target("Database", "database")
      $0.target("JSON", "base/JSON")
      $0.target("Text", "base/Text")
      $0.target("Helper", "helper")
      describe(&$0)
    }
  }

  @Test func `imports that lead down hold, over several layers too`() throws {
    let graph = house {
      $0.imports("App", "HTTP", "Database", "JSON", "Foundation")
      $0.imports("HTTP", "JSON")
    }
    #expect(try judge(graph, groups: groups, rule).isEmpty)
  }

  @Test func `an import that leads up is a finding`() throws {
    let findings = try judge(house { $0.imports("JSON", "HTTP", "Foundation", "App") }, groups: groups, rule)
    #expect(findings.brief == ["JSON → HTTP at base/JSON/File.swift:1", "JSON → App at base/JSON/File.swift:3"])
    #expect(findings[0].message == "JSON imports HTTP; base is layer 3 from the top, below http, which is layer 2")
  }

  @Test func `equals of a layer do not import one another`() throws {
    let findings = try judge(house { $0.imports("HTTP", "Database") }, groups: groups, rule)
    #expect(findings.map(\.message) == ["HTTP imports Database; http and database are equals of one layer and do not import one another"])
  }

  @Test func `within one selection of a layer modules may import one another`() throws {
    #expect(
      try judge(
        house {
          $0.imports("HTTP", "Router")
          $0.imports("JSON", "Text")
        }, groups: groups, rule
      ).isEmpty)
  }

  @Test func `a chain through modules of no layer is found, the shortest`() throws {
    let graph = house {
      $0.target("Detour", "detour")
      $0.imports("JSON", "Detour", "Helper")
      $0.imports("Detour", "Helper")
      $0.imports("Helper", "Foundation", "App")
    }
    let findings = try judge(graph, groups: groups, rule)
    #expect(findings.brief == ["JSON → Helper → App at base/JSON/File.swift:2"])
    #expect(findings[0].message == "JSON reaches App through Helper; base is layer 3 from the top, below app, which is layer 1")
    #expect(findings[0].chain.map(\.position.line) == [2, 2])
  }

  @Test func `a chain through layers is told where it leads up, and nowhere else`() throws {
    let graph = house {
      $0.imports("JSON", "Text")
      $0.imports("Text", "App")
    }
    #expect(try judge(graph, groups: groups, rule).brief == ["Text → App at base/Text/File.swift:1"])
  }

  @Test func `a re-export that leads up is found once`() throws {
    let graph = house {
      $0.imports("Helper", "App", exported: true)
      $0.imports("JSON", "Helper")
    }
    let findings = try judge(graph, groups: groups, rule)
    #expect(findings.map(\.message) == ["JSON imports Helper, which re-exports App; base is layer 3 from the top, below app, which is layer 1"])
  }

  @Test func `a member in no layer is a finding where the manifest declares it`() throws {
    let groups = groups.replacing("\"base\"] }", with: "\"base\", \"helper\"] }")
    let findings = try judge(house { _ in }, groups: groups, rule)
    #expect(findings.map(\.message) == ["Helper is among all, but in no layer of \"rule\""])
    #expect(findings.map(\.path) == ["Package.swift"])
    #expect(findings[0].position?.line == 7)
  }

  @Test func `a module in two layers is a finding of its own`() throws {
    let rule = #"{ "kind": "layers", "in": "app", "layers": ["app", { "paths": ["app", "base/*"] }] }"#
    let findings = try ruleSet(groups: #"{ "app": { "paths": ["app"] } }"#, rule).evaluate(house { _ in }, today: today)
    #expect(findings.map(\.rule) == ["bulkhead/ambiguous-layer"])
    #expect(findings[0].message == "App is in two layers of \"rule\": app (layer 1) and app or base/* (layer 2)")
    #expect(findings[0].path == "arch-rules.json")
  }

  @Test func `layers may hold modules of the platform`() throws {
    let rule = #"{ "kind": "layers", "in": "app", "layers": [{ "modules": ["SwiftUI"] }, { "modules": ["App"] }] }"#
    #expect(try judge(house { $0.imports("App", "SwiftUI") }, groups: groups, rule).brief == ["App → SwiftUI at app/File.swift:1"])
  }

  @Test func `an exception speaks of one import, and breaks the chains that it is part of`() throws {
    let graph = house {
      $0.imports("JSON", "HTTP", "Helper")
      $0.imports("Helper", "App")
    }
    func except(_ from: String, _ to: String) -> String {
      #"{ "from": { "modules": ["\#(from)"] }, "to": { "modules": ["\#(to)"] }, "reason": "Once." }"#
    }
    let direct = rule.dropLast() + ", \"except\": [\(except("JSON", "HTTP"))] }"
    #expect(try judge(graph, groups: groups, String(direct)).brief == ["JSON → Helper → App at base/JSON/File.swift:2"])
    let both = rule.dropLast() + ", \"except\": [\(except("JSON", "HTTP")), \(except("Helper", "App"))] }"
    #expect(try judge(graph, groups: groups, String(both)).isEmpty)
    let stale = rule.dropLast() + ", \"except\": [\(except("JSON", "HTTP")), \(except("Helper", "App")), \(except("Helper", "JSON"))] }"
    #expect(try judge(graph, groups: groups, String(stale)).map(\.rule) == ["bulkhead/stale-exception"])
  }
}
