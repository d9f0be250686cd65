import ArchRules
import Calendar
import JSON
import Testing

@Suite struct RuleSetParsingTests {
  @Test func `every kind is read with all that it has`() throws {
    let text = """
      {
        "$schema": "docs/arch-rules.schema.json",
        "version": 1,
        "groups": {
          "app": { "paths": ["app/*"] },
          "base": { "modules": ["Swift", "Glibc"], "optional": "It comes later." }
        },
        "rules": [
          { "id": "a", "kind": "allow", "from": "app", "to": ["base", { "paths": ["lib"] }], "reason": "A." },
          { "id": "b", "kind": "forbid", "from": "app", "to": "base", "transitive": true, "reason": "B.", "severity": "warning" },
          { "id": "c", "kind": "forbid", "from": "app", "to": "base", "reason": "C.", "severity": "off" },
          { "id": "d", "kind": "require", "from": "app", "to": "base", "reason": "D." },
          { "id": "e", "kind": "restrict", "to": "app", "only": "base", "reason": "E." },
          { "id": "f", "kind": "independent", "in": "app", "reason": "F." },
          { "id": "g", "kind": "layers", "in": "app", "layers": ["app", ["base", { "modules": ["X"] }]], "reason": "G." },
          { "id": "h", "kind": "acyclic", "reason": "H." },
          { "id": "i", "kind": "declared", "in": "app", "reason": "I." },
          { "id": "j", "kind": "used", "reason": "J." },
          { "id": "k.2", "kind": "covered", "reason": "K.",
            "except": [{ "from": "app", "to": "base", "reason": "Once.", "until": "2027-01-31" }] }
        ]
      }
      """
    let set = try RuleSet(parsing: Array(text.utf8), path: "walls.json")
    #expect(set.path == "walls.json")
    #expect(set.groups.map(\.name) == ["app", "base"])
    #expect(set.groups[0].selector.paths.map(\.text) == ["app/*"])
    #expect(set.groups[0].selector.paths[0].position == JSONPosition(line: 5, column: 24))
    #expect(set.groups[1].selector.modules.map(\.text) == ["Swift", "Glibc"])
    #expect(set.groups[1].selector.optional == "It comes later.")
    #expect(set.rules.map(\.id) == ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k.2"])
    #expect(
      set.rules.map(\.kind.name) == [
        "allow", "forbid", "forbid", "require", "restrict", "independent", "layers", "acyclic", "declared", "used", "covered",
      ])
    #expect(set.rules.map(\.severity) == [.error, .warning, .off] + Array(repeating: .error, count: 8))
    #expect(set.rules[0].position == JSONPosition(line: 9, column: 5))
    #expect(
      set.rules.map { JSONValue.members($0.kind.values.json).line } == [
        #"{"from":"app","to":["base",{"paths":["lib"]}]}"#, #"{"from":"app","to":"base","transitive":true}"#, #"{"from":"app","to":"base"}"#,
        #"{"from":"app","to":"base"}"#, #"{"to":"app","only":"base"}"#, #"{"in":"app"}"#,
        #"{"in":"app","layers":["app",["base",{"modules":["X"]}]]}"#, "{}", #"{"in":"app"}"#, "{}", "{}",
      ])
    let layers = try #require(set.rules[6].kind as? Layers).layers
    #expect(layers.map { $0.map(\.description) } == [["app"], ["base", "X"]])
    let exception = set.rules[10].exceptions[0]
    #expect((exception.reason, exception.until) == ("Once.", CalendarDate("2027-01-31")))
    #expect(exception.position == JSONPosition(line: 20, column: 18))
  }
}

extension JSONValue {
  fileprivate var line: String { String(decoding: encoded(.compact), as: UTF8.self) }
}
