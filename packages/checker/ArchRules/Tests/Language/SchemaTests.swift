import ArchRules
import JSON
import Platform
import Testing

/// Holds `docs/arch-rules.schema.json` to the words that the parser takes.
@Suite struct SchemaTests {
  let schema: JSONValue
  var definitions: JSONValue { schema["definitions"] ?? .null }

  init() throws { schema = try JSONValue(parsing: File.read("\(Reference.root)/docs/arch-rules.schema.json")) }

  @Test func `objects have the keys that the parser takes`() {
    expect(schema, has: RuleLanguage.file)
    expect(definitions["ignored"], has: RuleLanguage.ignored)
    expect(definitions["exception"], has: RuleLanguage.exception)
    expect(definitions["selector"], has: RuleLanguage.selector)
    expect(definitions["group"], has: RuleLanguage.group)
  }

  @Test func `a rule is of one of the kinds that the parser takes`() throws {
    let references = try #require(schema["properties"]?["rules"]?["items"]?["oneOf"]?.array).map { $0["$ref"]?.string }
    #expect(references == RuleLanguage.kinds.map { "#/definitions/rule-\($0.name)" })
    #expect(definitions.object?.map(\.key).filter { $0.hasPrefix("rule-") } == RuleLanguage.kinds.map { "rule-\($0.name)" })
  }

  @Test(arguments: RuleLanguage.kinds.map { $0.name })
  func `a kind has the keys that the parser takes`(kind: String) throws {
    let definition = definitions["rule-\(kind)"]
    #expect(definition?["properties"]?["kind"]?["const"]?.string == kind)
    let keys = try #require(RuleLanguage.kinds.first { $0.name == kind }?.keys)
    expect(definition, required: RuleLanguage.rule.required + keys.required, all: RuleLanguage.rule.all + keys.all)
  }

  @Test(arguments: RuleLanguage.kinds.map { $0.name })
  func `a kind's definition is what the kind says of itself`(name: String) throws {
    let kind = try #require(RuleLanguage.kinds.first { $0.name == name })
    func text(_ value: JSONValue?) -> String { value.map { String(decoding: $0.encoded(.indented), as: UTF8.self) } ?? "nothing" }
    #expect(text(definitions["rule-\(name)"]) == text(kind.schema), "docs/arch-rules.schema.json, rule-\(name)")
  }

  @Test func `severities and the version are the parser's`() {
    #expect(definitions["severity"]?["enum"]?.array?.map(\.string) == Severity.allCases.map(\.rawValue))
    #expect(schema["properties"]?["version"]?["const"]?.int == RuleLanguage.version)
  }

  @Test func `everything is described for whoever hovers over it`() {
    var missing: [String] = []
    func visit(_ value: JSONValue, _ path: String) {
      for member in value["properties"]?.object ?? [] where member.value["description"] == nil && described(member.value) == nil {
        missing.append("\(path)/\(member.key)")
      }
      for member in value.object ?? [] { visit(member.value, "\(path)/\(member.key)") }
      for element in value.array ?? [] { visit(element, path) }
    }
    visit(schema, "")
    #expect(missing == [])
  }

  @Test func `every reference leads somewhere`() {
    func visit(_ value: JSONValue) {
      if let reference = value["$ref"]?.string { #expect(definitions[String(reference.dropFirst("#/definitions/".count))] != nil, "\(reference)") }
      for member in value.object ?? [] { visit(member.value) }
      for element in value.array ?? [] { visit(element) }
    }
    visit(schema)
  }

  private func described(_ value: JSONValue) -> String? {
    guard let reference = value["$ref"]?.string else { return nil }
    return definitions[String(reference.dropFirst("#/definitions/".count))]?["description"]?.string
  }

  private func expect(_ object: JSONValue?, has keys: RuleLanguage.Keys) { expect(object, required: keys.required, all: keys.all) }

  private func expect(_ object: JSONValue?, required: [String], all: [String]) {
    #expect((object?["required"]?.array ?? []).compactMap(\.string).sorted() == required.sorted())
    #expect((object?["properties"]?.object ?? []).map(\.key).sorted() == all.sorted())
    #expect(object?["additionalProperties"]?.bool == false)
  }
}
