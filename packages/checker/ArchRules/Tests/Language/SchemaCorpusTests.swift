import ArchRules
import Platform
import TestSupport
import Testing

/// The parsers and the published schemas judge the same texts alike; an independent implementation of JSON Schema speaks for the schemas.
@Suite(.blocking) struct SchemaCorpusTests {
  @Test func `the parsers judge the corpus as they must`() {
    for (text, verdict) in SchemaCorpus.ruleFiles {
      let isTaken = (try? RuleSet(parsing: Array(text.utf8), path: "arch-rules.json")) != nil
      #expect(isTaken == (verdict == .valid), "\(text)")
    }
    for (text, verdict) in corpusOfBaselines {
      let isTaken = (try? Baseline(parsing: Array(text.utf8), path: Baseline.fileName)) != nil
      #expect(isTaken == (verdict == .valid), "\(text)")
    }
  }

  @Test func `the schemas judge the corpus as they must`() throws {
    guard let python = Python.withPackages(for: "the schemas judge the corpus as they must") else { return }
    for (schema, corpus) in [("arch-rules.schema.json", SchemaCorpus.ruleFiles), ("baseline.schema.json", corpusOfBaselines)] {
      let folder = try TemporaryFolder()
      for (index, entry) in corpus.enumerated() { try folder.write(entry.text, to: "\(index).json") }
      let outcome = try ChildProcess.run(
        [python, "-c", Self.script, "\(Reference.root)/docs/\(schema)", folder.path, "\(corpus.count)"], environment: Environment.forChildren)
      try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
      let verdicts = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
      try #require(verdicts.count == corpus.count)
      for (verdict, entry) in zip(verdicts, corpus) {
        #expect((verdict == "valid") == (entry.verdict != .invalid), "\(schema): \(entry.text)")
      }
    }
  }

  /// With every built-in rule among them: those that a baseline may hold, and those that it may not.
  private let corpusOfBaselines =
    SchemaCorpus.baselines
    + BuiltInRule.allCases.map { rule in
      ("{ \"version\": 1, \"entries\": [{ \"rule\": \"\(rule.id)\", \"path\": \"p\" }] }", rule.isBaselinable ? .valid : .invalid)
    }

  private static let script = """
    import json, sys
    from jsonschema import Draft7Validator
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    for index in range(int(sys.argv[3])):
        with open(f"{sys.argv[2]}/{index}.json", encoding="utf-8") as file:
            print("valid" if Draft7Validator(schema).is_valid(json.load(file)) else "invalid")
    """
}
