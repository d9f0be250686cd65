import ArchRules
import PackageGraph
import Testing

@Suite struct CoveredTests {
  private let repository = graph {
    $0.target("App", "app")
    $0.target("Lib", "packages/Lib")
    $0.target("Stray", "stray")
    $0.imports("App", "Foundation")
  }
  private let groups = #"{ "app": { "paths": ["app"] }, "packages": { "modules": ["Lib"] } }"#

  @Test func `a target in no group is a finding, a module of the platform is none`() throws {
    let findings = try judge(repository, groups: groups, #"{ "kind": "covered" }"#)
    #expect(findings.map(\.message) == ["Stray (stray) is in no group"])
    #expect(findings[0].position?.line == 3)
  }

  @Test func `only the targets that the rule names must be covered`() throws {
    #expect(try judge(repository, groups: groups, #"{ "kind": "covered", "in": { "paths": ["packages/*", "app"] } }"#).isEmpty)
  }

  @Test func `an exception names the target`() throws {
    let rule = #"{ "kind": "covered", "except": [{ "from": { "paths": ["stray"] }, "to": { "paths": ["stray"] }, "reason": "Goes soon." }] }"#
    #expect(try judge(repository, groups: groups, rule).isEmpty)
  }
}
