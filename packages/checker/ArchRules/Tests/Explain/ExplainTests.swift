import ArchRules
import PackageGraph
import Testing

@Suite struct ExplainTests {
  let groups = """
    { "services": { "paths": ["services/*/Sources"] }, "packages": { "paths": ["packages/*/Sources"] },
      "app": { "paths": ["Sources/Console"], "optional": "The app comes later." } }
    """
  let repository = graph {
    $0.target("Scribe", "services/scribe/Sources")
    $0.target("Ingestion", "services/ingestion/Sources")
    for number in 10..<24 { $0.target("P\(number)", "packages/P\(number)/Sources") }
  }

  @Test func `a rule is told with its members, its exceptions and its place`() throws {
    let rules = try ruleSet(
      groups: groups,
      #"""
      { "id": "narrow", "kind": "allow", "from": "services", "to": ["packages", "app", { "modules": ["Swift"] }], "except": [
        { "from": { "modules": ["Scribe"] }, "to": { "modules": ["Ingestion"] }, "reason": "It moves.", "until": "2027-01-31" },
        { "from": { "modules": ["Ingestion"] }, "to": { "modules": ["Scribe"] }, "reason": "It moved.", "until": "2026-06-14" }] }
      """#)
    #expect(
      rules.explain("narrow", repository, today: today) == """
        narrow: allow, an error

        A target of services may import its own module and packages, app or Swift, and nothing else.

        Binds: services (services/*/Sources): Ingestion, Scribe
        Allows: packages (packages/*/Sources): P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21 and 2 more
                app (Sources/Console), which has no member today
                Swift, which has no member today

        Why: Because.
        To mend a finding: Remove the import, or move what is needed to where it may be imported from: packages, app or Swift.
        Except: Scribe → Ingestion (until 2027-01-31): It moves.
        Except: Ingestion → Scribe (ended on 2026-06-14): It moved.
        Defined at arch-rules.json:3:1

        """)
  }

  @Test func `without a graph a rule is told without members`() throws {
    let rules = try ruleSet(groups: groups, #"{ "kind": "used", "severity": "warning", "in": "packages" }"#)
    #expect(
      rules.explain("rule", nil, today: today) == """
        rule: used, a warning

        Each dependency that a target of packages declares is imported by one of its sources, as far as imports can tell.

        Binds: packages (packages/*/Sources)

        Why: Because.
        To mend a finding: Remove the dependency from the manifest, or declare it where it is used.
        Defined at arch-rules.json:3:1

        """)
  }

  @Test(
    "every kind is told",
    arguments: [
      (#"{ "kind": "forbid", "from": "packages", "to": "services" }"#, "may not import services, nor get it through a re-export"),
      (#"{ "kind": "forbid", "from": "packages", "to": "app", "transitive": true }"#, "nor reach it by any chain of imports"),
      (#"{ "kind": "require", "from": "services", "to": "packages" }"#, "Each target of services imports at least one of packages."),
      (#"{ "kind": "restrict", "to": "app", "only": ["services", "packages"] }"#, "Only services or packages may import app."),
      (#"{ "kind": "independent", "in": "services" }"#, "The members of services never import one another."),
      (
        #"{ "kind": "layers", "in": ["app", "services", "packages"], "layers": ["app", ["services", "packages"]] }"#,
        "Layer 1: app (Sources/Console), which has no member today\nLayer 2: services (services/*/Sources): Ingestion, Scribe\nLayer 2: packages"
      ), (#"{ "kind": "acyclic" }"#, "No target of the repository imports itself by a chain."),
      (#"{ "kind": "declared" }"#, "Binds: every target of the repository"),
      (#"{ "kind": "covered", "in": "services" }"#, "Each target of services is in some group."),
    ])
  func kinds(rule: String, phrase: String) throws {
    #expect(try #require(ruleSet(groups: groups, rule).explain("rule", repository, today: today)).contains(phrase))
  }

  @Test func `a module of folders is told with these, and what holds of all with no glob`() throws {
    let groups = #"{ "app": { "sources": ["iOS/App", "iOS/Kit"] } }"#
    let rules = try ruleSet(groups: groups, #"{ "kind": "forbid", "from": { "paths": ["**"] }, "to": "app" }"#)
    let text = try #require(rules.explain("rule", nil, today: today))
    #expect(text.contains("A target of the repository may not import app, nor"))
    #expect(text.contains("Forbids: app (iOS/App, iOS/Kit)\n"))
  }

  @Test func `built-in rules are told too`() throws {
    let rules = try ruleSet(groups: groups, #"{ "kind": "acyclic" }"#)
    for builtIn in BuiltInRule.allCases {
      let text = try #require(rules.explain(builtIn.id, nil, today: today))
      #expect(text.contains(builtIn.summary) && text.contains(builtIn.remedy))
    }
    #expect(
      rules.explain("bulkhead/stale-exception", nil, today: today) == """
        bulkhead/stale-exception: built in, an error

        An exception excepts nothing: no import that its rule would refuse matches it.

        To mend a finding: Remove the exception: the wall stands without it.
        Its findings cannot be baselined: mend the file that they are about.

        """)
  }

  @Test func `an id that names nothing has no explanation`() throws {
    let rules = try ruleSet(groups: groups, #"{ "kind": "acyclic" }"#)
    #expect(rules.explain("cycles", repository, today: today) == nil)
    #expect(rules.explain("bulkhead/cycles", repository, today: today) == nil)
  }
}
