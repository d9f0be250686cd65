import ArchRules
import JSON
import PackageGraph
import Platform
import Testing

/// Holds `docs/rules.md` to the parser, to the evaluation and to the catalogue of built-in rules.
@Suite struct ReferenceTests {
  let reference: Reference

  init() throws { reference = try Reference() }

  @Test func `there is a section for each kind and no other, with its keys and what it says of itself`() {
    #expect(reference.kinds.map(\.name) == RuleLanguage.kinds.map { $0.name })
    for (section, kind) in zip(reference.kinds, RuleLanguage.kinds) {
      let sentences = [("", kind.keys.required), ("may have ", kind.keys.optional)].filter { !$0.1.isEmpty }
      let expected = sentences.map { lead, keys in lead + keys.map { "`\($0)`" }.joined(separator: ", ") }.joined(separator: "; ")
      #expect(section.lines.contains("Keys: \(expected)."), "\(kind.name)")
      #expect(section.lines.contains(kind.reference), "\(kind.name)")
    }
  }

  @Test(
    "each table names the keys that the parser takes and no other",
    arguments: [
      ("key of the file", RuleLanguage.file), ("key of an entry", RuleLanguage.ignored), ("key of a group", RuleLanguage.group),
      ("key of every rule", RuleLanguage.rule),
      ("key of an exception", RuleLanguage.exception),
    ])
  func tables(title: String, keys: RuleLanguage.Keys) {
    let rows = reference.rows(ofTable: title)
    #expect(rows.flatMap { Reference.codes(in: $0[0]) }.sorted() == keys.all.sorted())
    let required = rows.filter { $0.count > 2 && $0[1] == "required" }.flatMap { Reference.codes(in: $0[0]) }
    #expect(required.sorted() == keys.required.sorted())
  }

  @Test func `the table of built-in findings is the catalogue`() {
    let rows = reference.rows(ofTable: "id").map { $0.joined(separator: " | ") }
    #expect(
      rows
        == BuiltInRule.allCases.map { rule in
          "`\(rule.id)` | \(rule.severity.rawValue) | \(rule.summary) | \(rule.isBaselinable ? "may hold it" : "never")"
        })
  }

  @Test func `every example is taken by the parser`() throws {
    let examples = reference.blocks.filter { $0.language == "json" }
    #expect(examples.count == RuleLanguage.kinds.count + 6)
    for example in examples {
      if example.text.contains("\"entries\"") {
        let entries = try Baseline(parsing: Array(example.text.utf8), path: "docs/rules.md").entries
        #expect(entries.count == 3)
      } else {
        _ = try reference.ruleSet(of: example)
      }
    }
  }

  @Test func `every finding shown is what its rule finds`() throws {
    for section in reference.kinds {
      let blocks = reference.blocks.filter { $0.section == section.name }
      try #require(blocks.map(\.language) == ["json", "text"], "\(section.name)")
      let ruleSet = try reference.ruleSet(of: blocks[0])
      #expect(ruleSet.rules.map(\.kind.name) == [section.name])
      let findings = ruleSet.evaluate(Self.repository, today: today).filter { $0.rule == ruleSet.rules[0].id }
      let found = findings.map { "\($0.path):\($0.position!.line):\($0.position!.column): \($0.message)" }
      #expect(blocks[1].text == found.joined(separator: "\n"), "\(section.name)")
    }
  }

  /// The repository that the reference's examples are about.
  static let repository = graph {
    $0.target("Ingestion", "services/ingestion/Sources")
    $0.target("Scribe", "services/scribe/Sources")
    for package in ["HTTP", "JSON", "Postgres", "ServiceKit", "Store"] { $0.target(package, "packages/\(package)/Sources") }
    $0.target("Migrate", "scripts/migrate")
    $0.declares("Ingestion", "Scribe", "ServiceKit", "JSON")
    $0.declares("Scribe", "Store")
    $0.declares("ServiceKit", "HTTP")
    $0.declares("HTTP", "Store")
    $0.declares("Store", "Postgres", "HTTP")
    $0.imports("Ingestion", "ServiceKit", "Scribe", file: "Main.swift")
    $0.imports("Scribe", "Store", file: "Main.swift")
    $0.imports("ServiceKit", "HTTP", file: "Service.swift")
    $0.imports("HTTP", "Store", file: "Server.swift", line: 3)
    $0.imports("Store", "Postgres", "HTTP", file: "Store.swift")
    $0.imports("Scribe", "Postgres", file: "Main.swift")
  }
}
