import ArchRules
import PackageGraph
import Testing

@Suite struct ProbeTests {
  let groups = """
    { "services": { "paths": ["services/*/Sources"] }, "packages": { "paths": ["packages/*/Sources"] },
      "app": { "paths": ["Sources/Console"], "optional": "The app comes later." },
      "toolchain": { "modules": ["Swift", "Glibc"] } }
    """
  let monorepo = graph {
    $0.target("Ingestion", "services/ingestion/Sources")
    $0.target("Scribe", "services/scribe/Sources")
    $0.target("JSON", "packages/JSON/Sources")
    $0.imports("Ingestion", "JSON", "Glibc")
  }

  @Test func `allow is tried with every group that it does not name and with what is in none`() throws {
    let attempts = try attempts(#"{ "kind": "allow", "from": "services", "to": ["packages", "toolchain"] }"#)
    #expect(
      attempts == [
        "services → services, Ingestion imports Scribe: caught",
        "services → app, Ingestion imports Sources_Console: caught",
        "services → no group, Ingestion imports BulkheadProbe1: caught",
      ])
  }

  @Test func `allow that binds a name is tried with another value of it`() throws {
    let attempts = try attempts(
      #"""
      { "kind": "allow", "from": { "paths": ["services/{name}/Tests"] }, "to": ["packages", "app", "toolchain", { "paths": ["services/{name}/Sources"] }] }
      """#)
    #expect(attempts.first == "services/{name}/Tests → services, services_probe_1_Tests imports Ingestion: caught")
  }

  @Test func `a group that another glob of allow takes in is said to pass`() throws {
    let attempts = try attempts(#"{ "kind": "allow", "from": "services", "to": [{ "paths": ["**"] }] }"#)
    #expect(attempts.contains("services → services, Ingestion imports Scribe: passed"))
    #expect(attempts.contains("services → toolchain, Ingestion imports Glibc: caught"))
  }

  @Test func `a group that is part of a group that allow names is not tried`() throws {
    let nested = groups.dropLast(2) + #", "json": { "paths": ["packages/JSON/Sources"] } }"#
    let rules = try ruleSet(groups: String(nested), #"{ "kind": "allow", "from": "services", "to": ["packages", "toolchain"] }"#)
    #expect(rules.probe(monorepo, today: today).rules[0].attempts.map(\.to) == ["services", "app", "no group"])
  }

  @Test func `forbid is tried directly and through a re-export`() throws {
    #expect(
      try attempts(#"{ "kind": "forbid", "from": "packages", "to": "services" }"#) == [
        "packages → services, JSON imports Ingestion: caught",
        "packages → services, JSON imports BulkheadProbe2, which re-exports Ingestion: caught",
      ])
  }

  @Test func `transitive forbid is tried by a chain as well`() throws {
    let attempts = try attempts(#"{ "kind": "forbid", "from": "packages", "to": "services", "transitive": true }"#)
    #expect(attempts.last == "packages → services, JSON imports BulkheadProbe2, which imports Ingestion: caught")
  }

  @Test func `require is tried without any import`() throws {
    #expect(
      try attempts(#"{ "kind": "require", "from": "services", "to": "packages" }"#) == ["services → packages, Ingestion imports nothing: caught"])
  }

  @Test func `restrict is tried from every group that may not`() throws {
    #expect(
      try attempts(#"{ "kind": "restrict", "to": "packages", "only": "services" }"#) == [
        "packages → packages, JSON imports packages_probe_1_Sources: caught",
        "app → packages, Sources_Console imports JSON: caught",
        "no group → packages, BulkheadProbe1 imports JSON: caught",
      ])
  }

  @Test func `independent is tried between two members`() throws {
    #expect(try attempts(#"{ "kind": "independent", "in": "services" }"#) == ["services → services, Ingestion imports Scribe: caught"])
  }

  @Test func `layers are tried upwards, between equals, and with a member of none`() throws {
    let attempts = try attempts(
      #"""
      { "kind": "layers", "in": [{ "paths": ["**"] }], "layers": ["app", [{ "modules": ["Ingestion"] }, { "modules": ["Scribe"] }], "packages"] }
      """#)
    #expect(
      attempts.filter { !$0.contains("which") } == [
        "Ingestion → app, Ingestion imports Sources_Console: caught",
        "Ingestion → Scribe, Ingestion imports Scribe: caught",
        "Scribe → app, Scribe imports Sources_Console: caught",
        "Scribe → Ingestion, Scribe imports Ingestion: caught",
        "packages → app, JSON imports Sources_Console: caught",
        "packages → Ingestion, JSON imports Ingestion: caught",
        "packages → Scribe, JSON imports Scribe: caught",
        "the repository, services_probe_1_Sources is in no layer: caught",
      ])
  }

  @Test func `acyclic is tried with two that import one another`() throws {
    #expect(try attempts(#"{ "kind": "acyclic" }"#) == ["every target → every target, Ingestion and Scribe import one another: caught"])
  }

  @Test func `declared is tried beside, across packages, and behind a dependency`() throws {
    #expect(
      try attempts(#"{ "kind": "declared", "in": "services" }"#) == [
        "services → undeclared, Ingestion imports Scribe of its package, which it does not declare: caught",
        "services → undeclared, Ingestion imports Scribe of another package, which it does not declare: caught",
        "services → undeclared, Ingestion imports Scribe, which only its dependency JSON declares: caught",
      ])
  }

  @Test func `declared is tried in a repository whose targets no group tells apart`() throws {
    let rules = try ruleSet(groups: "{}", #"{ "kind": "declared" }"#)
    let report = rules.probe(monorepo, today: today)
    #expect(report.rules[0].attempts.map(\.outcome) == [.caught, .caught, .caught])
    #expect(report.holds)
  }

  @Test func `used is tried with a dependency that is not imported`() throws {
    #expect(
      try attempts(#"{ "kind": "used", "in": "packages" }"#) == ["packages → unused, JSON declares Ingestion and does not import it: caught"])
  }

  @Test func `covered is tried with a target in no group`() throws {
    #expect(try attempts(#"{ "kind": "covered" }"#) == ["every target, BulkheadProbe1 is in no group: caught"])
  }

  @Test func `covered within a group catches nothing and fails`() throws {
    let report = try report(#"{ "kind": "covered", "in": "services" }"#)
    #expect(report.rules[0].catchesNothing)
    #expect(!report.holds)
  }

  @Test func `a forbid between groups that share all members catches nothing and fails`() throws {
    let report = try report(
      #"{ "kind": "forbid", "from": { "paths": ["services/ingestion"] }, "to": { "paths": ["services/ingestion"] } }"#)
    #expect(report.rules[0].tried == 0)
    #expect(!report.holds)
  }

  @Test func `an exception lets a pair pass and says so`() throws {
    let rule = #"""
      { "kind": "independent", "in": { "modules": ["Ingestion", "Scribe"] },
        "except": [{ "from": { "modules": ["Ingestion"] }, "to": { "modules": ["Scribe"] }, "reason": "For now.", "until": "2026-06-30" }] }
      """#
    // The pair that is not excepted is tried where there is one.
    #expect(try attempts(rule) == ["Ingestion or Scribe → Ingestion or Scribe, Scribe imports Ingestion: caught"])
    let both = rule.replacing(
      #""from": { "modules": ["Ingestion"] }, "to": { "modules": ["Scribe"] }"#, with: #""from": { "paths": ["**"] }, "to": { "paths": ["**"] }"#)
    let report = try report(both)
    #expect(report.rules[0].attempts.map(\.outcome) == [.excepted])
    #expect(report.rules[0].passed == [])
  }

  @Test func `an exception that is over lets nothing pass`() throws {
    let rule = #"""
      { "kind": "independent", "in": "services",
        "except": [{ "from": { "paths": ["**"] }, "to": { "paths": ["**"] }, "reason": "For now.", "until": "2026-06-14" }] }
      """#
    #expect(try report(rule).rules[0].caught == 1)
  }

  @Test func `a rule that is off is not tried and does not fail`() throws {
    let report = try report(#"{ "kind": "acyclic", "severity": "off" }"#)
    #expect(report.rules[0].isOff)
    #expect(report.rules[0].tried == 0)
    #expect(report.holds)
  }

  @Test func `pairs of groups that no rule speaks of are named`() throws {
    let report = try ruleSet(
      groups: groups, #"{ "kind": "allow", "from": "services", "to": "packages" }"#,
      #"{ "kind": "forbid", "from": "packages", "to": ["services", "app"] }"#,
      #"{ "kind": "acyclic" }"#
    ).probe(monorepo, today: today)
    #expect(
      report.unspokenPairs.map { "\($0.from) → \($0.to)" } == [
        "packages → packages", "packages → toolchain", "app → services", "app → packages", "app → toolchain",
      ])
  }

  @Test func `a rule set holds on a repository whose members are all still to come`() throws {
    let report = try report(#"{ "kind": "allow", "from": "app", "to": ["packages"] }"#, ModuleGraph())
    #expect(report.holds)
  }

  private func report(_ rule: String, _ graph: ModuleGraph? = nil) throws -> ProbeReport {
    try ruleSet(groups: groups, rule).probe(graph ?? monorepo, today: today)
  }

  /// In words, one a line: `services → packages, A imports B: caught`.
  private func attempts(_ rule: String) throws -> [String] {
    try report(rule).rules[0].attempts.map { attempt in
      [attempt.from, attempt.to].compactMap(\.self).joined(separator: " → ") + ", \(attempt.description): \(attempt.outcome.rawValue)"
    }
  }
}
