import ArchRules
import PackageGraph
import Testing

@Suite struct IndependentTests {
  private func services(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("Auth", "services/auth/Sources/Auth")
      $0.target("AuthCore", "services/auth/Sources/AuthCore")
      $0.target("Billing", "services/billing/Sources")
      $0.target("Toolbox", "packages/Toolbox")
      describe(&$0)
    }
  }
  private let rule = #"{ "kind": "independent", "in": { "paths": ["services/*/Sources"] } }"#
  private let bound = #"{ "kind": "independent", "in": { "paths": ["services/{name}/Sources"] } }"#

  @Test func `members may import what is no member, and be imported by it`() throws {
    let graph = services {
      $0.imports("Auth", "Toolbox", "Foundation")
      $0.imports("Toolbox", "Billing")
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `members never import one another`() throws {
    let findings = try judge(services { $0.imports("Auth", "Billing", "AuthCore") }, rule)
    #expect(
      findings.brief == ["Auth → Billing at services/auth/Sources/Auth/File.swift:1", "Auth → AuthCore at services/auth/Sources/Auth/File.swift:2"])
    #expect(findings[0].message == "Auth imports Billing; the members of services/*/Sources do not import one another")
  }

  @Test func `members that bind the same value belong together`() throws {
    let findings = try judge(services { $0.imports("Auth", "Billing", "AuthCore") }, bound)
    #expect(findings.brief == ["Auth → Billing at services/auth/Sources/Auth/File.swift:1"])
  }

  @Test func `a member is not reached through a re-export either`() throws {
    let graph = services {
      $0.imports("Toolbox", "Billing", exported: true)
      $0.imports("Auth", "Toolbox")
    }
    #expect(try judge(graph, bound).brief == ["Auth → Toolbox → Billing at services/auth/Sources/Auth/File.swift:1"])
  }
}
