import ArchRules
import PackageGraph
import Testing

@Suite struct RequireTests {
  private func services(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("Auth", "services/auth")
      $0.target("ServiceKit", "packages/ServiceKit")
      $0.target("Chassis", "packages/Chassis")
      $0.target("CShim", "services/shim", kind: .system, files: 0)
      describe(&$0)
    }
  }
  private let rule = #"{ "kind": "require", "from": { "paths": ["services/*"] }, "to": { "modules": ["ServiceKit", "Chassis"] } }"#

  @Test func `one of those required is enough`() throws {
    #expect(try judge(services { $0.imports("Auth", "Chassis") }, rule).isEmpty)
  }

  @Test func `a target that imports none is a finding where the manifest declares it`() throws {
    let findings = try judge(services { $0.imports("Auth", "Foundation") }, rule)
    #expect(findings.map(\.message) == ["Auth imports none of ServiceKit or Chassis, and each of services/* must"])
    #expect(findings.map(\.path) == ["Package.swift"])
    #expect(findings[0].position?.line == 1)
    #expect(findings[0].target == ".:Auth")
  }

  @Test func `a re-export serves, asking canImport does not`() throws {
    let reexport = services {
      $0.target("Umbrella", "packages/Umbrella")
      $0.imports("Umbrella", "ServiceKit", exported: true)
      $0.imports("Auth", "Umbrella")
    }
    #expect(try judge(reexport, rule).isEmpty)
    #expect(try judge(services { $0.imports("Auth", "ServiceKit", kind: .canImport) }, rule).count == 1)
  }

  @Test func `what is itself required needs no other`() throws {
    let everyPackage = #"{ "kind": "require", "from": { "paths": ["packages/*"] }, "to": { "modules": ["ServiceKit"] } }"#
    #expect(try judge(services { _ in }, everyPackage).map(\.from) == ["Chassis"])
  }

  @Test func `a target is excepted by from alone`() throws {
    let excepted = rule.dropLast() + #", "except": [{ "from": { "modules": ["Auth"] }, "to": { "modules": ["ServiceKit"] }, "reason": "Old." }] }"#
    #expect(try judge(services { _ in }, String(excepted)).isEmpty)
    #expect(try judge(services { $0.imports("Auth", "Chassis") }, String(excepted)).map(\.rule) == ["bulkhead/stale-exception"])
  }

  @Test func `an import that no build has is not enough`() throws {
    let graph = graph {
      $0.target("A", "Sources/A")
      $0.target("B", "Sources/B")
      $0.imports("A", "B", condition: "false", isNeverBuilt: true)
    }
    let rule = #"{ "kind": "require", "from": { "modules": ["A"] }, "to": { "modules": ["B"] } }"#
    #expect(try judge(graph, rule).map(\.from) == ["A"])
  }
}
