import ArchRules
import PackageGraph
import SwiftImports
import Testing

@Suite struct ConfigurationTests {
  private let repository = graph {
    $0.target("Billing", "services/billing/Sources")
    $0.target("Lib", "packages/Lib/Sources")
    $0.imports("Billing", "Foundation")
  }

  private func findings(groups: String = "{}", _ rules: String...) throws -> [String] {
    let set = try ruleSet(groups: groups, rules.first ?? #"{ "kind": "acyclic" }"#)
    return set.evaluate(repository, today: today).map { "\($0.rule) \($0.path):\($0.position?.line ?? 0): \($0.message)" }
  }

  @Test func `a file that fits the repository has no findings`() throws {
    #expect(
      try findings(
        groups: #"{ "services": { "paths": ["services/*"] }, "later": { "paths": ["apps/*"], "optional": "The first app comes." } }"#,
        #"{ "kind": "forbid", "from": "services", "to": ["later", { "modules": ["UIKit"] }] }"#
      ).isEmpty)
  }

  @Test func `a path glob of a group that matches no target is a finding, with what it was meant to be`() throws {
    #expect(
      try findings(groups: #"{ "services": { "paths": ["services/*", "services/*/Source"] } }"#, #"{ "kind": "acyclic", "in": "services" }"#) == [
        "bulkhead/unmatched-glob arch-rules.json:1: the path glob \"services/*/Source\" of group \"services\" matches no target; "
          + "did you mean \"services/*/Sources\"?"
      ])
  }

  @Test func `without anything near, the places of the targets are told`() throws {
    #expect(
      try findings(#"{ "kind": "acyclic", "in": { "paths": ["**", "packages/Server"] } }"#) == [
        "bulkhead/unmatched-glob arch-rules.json:2: the path glob \"packages/Server\" of rule \"rule\" matches no target; "
          + "the targets under packages are in Lib"
      ])
  }

  @Test func `globs of a rule that is off, and of exceptions, must match too`() throws {
    #expect(
      try findings(#"{ "kind": "acyclic", "in": { "paths": ["apps/*"] }, "severity": "off" }"#).map { String($0.prefix(24)) }
        == ["bulkhead/unmatched-glob "])
    let excepted = try findings(
      #"{ "kind": "acyclic", "except": [{ "from": { "paths": ["apps/*"] }, "to": { "modules": ["Lib"] }, "reason": "Old." }] }"#)
    #expect(excepted.contains { $0.hasPrefix("bulkhead/unmatched-glob ") })
  }

  @Test func `a module that matches nothing may be unused, but a rule that binds no target may not`() throws {
    #expect(try findings(#"{ "kind": "forbid", "from": { "modules": ["Lib"] }, "to": { "modules": ["UIKit"] } }"#).isEmpty)
    #expect(
      try findings(#"{ "kind": "forbid", "from": { "modules": ["Lob"] }, "to": { "modules": ["UIKit"] } }"#) == [
        "bulkhead/unbound-rule arch-rules.json:2: rule \"rule\" binds nothing: no target of the repository is among Lob"
      ])
  }

  @Test func `a rule whose importers are all the platform's binds no target`() throws {
    #expect(
      try findings(#"{ "kind": "independent", "in": { "modules": ["Foundation"] } }"#).map { String($0.prefix(22)) } == ["bulkhead/unbound-rule "])
  }

  @Test func `a rule of which everything is still to come binds nothing and is in order`() throws {
    #expect(
      try findings(
        groups: #"{ "apps": { "paths": ["apps/*"], "optional": "Soon." } }"#, #"{ "kind": "independent", "in": "apps" }"#
      ).isEmpty)
  }

  @Test func `a repository without targets binds no rule`() throws {
    let set = try ruleSet(#"{ "kind": "acyclic" }"#)
    #expect(set.evaluate(ModuleGraph(), today: today).map(\.message) == ["rule \"rule\" binds nothing: the repository has no targets"])
  }

  @Test func `an optional marker on what matches is a finding at the marker`() throws {
    let text = "{ \"services\": { \"paths\": [\"services/*\"],\n\"optional\": \"Soon.\" } }"
    #expect(
      try findings(groups: text, #"{ "kind": "acyclic", "in": "services" }"#) == [
        "bulkhead/needless-optional arch-rules.json:2: group \"services\" is marked as optional, but now something matches it"
      ])
  }

  @Test func `a group that no rule speaks of is a warning`() throws {
    let set = try ruleSet(groups: #"{ "services": { "paths": ["services/*"] } }"#, #"{ "kind": "acyclic" }"#)
    let findings = set.evaluate(repository, today: today)
    #expect(findings.map(\.rule) == ["bulkhead/unused-group"])
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings[0].message == "no rule speaks of the group \"services\"")
  }

  @Test func `notices of the graph are findings of their own`() throws {
    var graph = repository
    graph.notices = [
      Notice(
        kind: .conflictMarker, path: "services/billing/Sources/A.swift", position: SourcePosition(line: 7, column: 1), message: "Resolve it.",
        target: 0),
      Notice(kind: .missingPackage, path: "Package.swift", message: "Resolve them."),
    ]
    let findings = try ruleSet(#"{ "kind": "acyclic" }"#).evaluate(graph, today: today)
    #expect(findings.map(\.rule) == ["bulkhead/missing-package", "bulkhead/conflict-marker"])
    #expect(findings.map(\.severity) == [.warning, .error])
    #expect((findings[1].target, findings[1].position?.line, findings[1].message) == (".:Billing", 7, "Resolve it."))
  }

  @Test func `a glob of ignore that matches no folder is a finding at the glob`() throws {
    var graph = repository
    graph.ignoredFolders = ["Fixtures", "Tests/Deep/Templates"]
    let text = """
      { "version": 1, "ignore": [{ "paths": ["Fixtures", "Tests/**/Templates",
      "Fixture"], "reason": "Broken on purpose." }],
      "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }
      """
    let findings = try RuleSet(parsing: Array(text.utf8), path: "arch-rules.json").evaluate(graph, today: today)
    #expect(findings.map(\.rule) == ["bulkhead/unmatched-ignore"])
    #expect(findings.map { [$0.position?.line, $0.position?.column] } == [[2, 1]])
    #expect(findings[0].message == "the glob \"Fixture\" of \"ignore\" matches no folder that is not left out already")
  }

  @Test func `built-in ids do not change by accident`() {
    #expect(
      BuiltInRule.allCases.map(\.id) == [
        "bulkhead/unmatched-glob", "bulkhead/unmatched-ignore", "bulkhead/unbound-rule", "bulkhead/needless-optional", "bulkhead/unused-group",
        "bulkhead/ambiguous-layer",
        "bulkhead/stale-exception", "bulkhead/expired-exception", "bulkhead/stale-baseline", "bulkhead/conflict-marker", "bulkhead/foreign-source",
        "bulkhead/shared-source", "bulkhead/empty-target", "bulkhead/unknown-dependency", "bulkhead/hidden-import", "bulkhead/unreadable-manifest",
        "bulkhead/missing-package", "bulkhead/stale-modules",
      ])
  }
}
