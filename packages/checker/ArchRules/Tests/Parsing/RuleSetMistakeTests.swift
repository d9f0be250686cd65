import ArchRules
import TestSupport
import Testing

@Suite(.blocking) struct RuleSetMistakeTests {
  /// What the parser says of a file; empty where it is in order.
  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try RuleSet(parsing: Array(text.utf8), path: "arch-rules.json")
      return []
    } catch {
      return error.mistakes.map(\.description)
    }
  }

  /// What it says of one rule, which begins in line 2, column 1, of a file with the groups `app` and `base`.
  private func mistakes(rule: String) -> [String] {
    let groups = #"{"app": {"paths": ["app"]}, "base": {"modules": ["Base"]}}"#
    return mistakes("{\"version\": 1, \"groups\": \(groups), \"rules\": [\n\(rule)]}")
  }

  @Test func `broken JSON is told by its place`() {
    #expect(mistakes("{\n  \"version\": 1,\n}") == ["arch-rules.json:3:1: expected a key in double quotes, found '}'"])
  }

  @Test func `a file is an object with a version and rules`() {
    #expect(mistakes("[]") == ["arch-rules.json:1:1: expected the rules file, as an object, found an array"])
    #expect(
      mistakes("{}") == [
        "arch-rules.json:1:1: missing key \"rules\": the rules file needs it",
        "arch-rules.json:1:1: missing key \"version\": the rules file needs it",
      ])
    #expect(mistakes(#"{"version": 1, "rules": []}"#) == ["arch-rules.json:1:25: expected at least one rule: without rules nothing is checked"])
  }

  @Test func `another version is refused and nothing else is judged`() {
    #expect(mistakes(#"{"version": 2, "walls": []}"#) == ["arch-rules.json:1:13: expected version 1, the one that this tool knows, found 2"])
    #expect(mistakes(#"{"version": "1"}"#) == ["arch-rules.json:1:13: expected version 1, the one that this tool knows, found \"1\""])
  }

  @Test func `an unknown key is told with the nearest known one`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "allow", "form": "app", "to": "base", "reason": "R."}"#) == [
        "arch-rules.json:2:1: missing key \"from\": a rule of kind \"allow\" needs it",
        "arch-rules.json:2:30: unknown key \"form\" in a rule of kind \"allow\"; did you mean \"from\"? "
          + "expected one of id, kind, reason, from, to, severity, except",
      ])
  }

  @Test func `a key of another kind is unknown to this one`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "acyclic", "transitive": true, "reason": "R."}"#) == [
        "arch-rules.json:2:32: unknown key \"transitive\" in a rule of kind \"acyclic\"; expected one of id, kind, reason, in, severity, except"
      ])
  }

  @Test func `an unknown kind is told once, and the keys of no kind are held against it`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "layer", "in": "app", "layers": ["app", "base"], "reason": "R."}"#) == [
        "arch-rules.json:2:21: unknown kind \"layer\"; did you mean \"layers\"? expected one of allow, forbid, require, restrict, independent, layers, "
          + "acyclic, declared, used, covered"
      ])
  }

  @Test func `a rule without id, kind or reason is told what it lacks`() {
    #expect(
      mistakes(rule: "{}") == ["id", "kind", "reason"].map { "arch-rules.json:2:1: missing key \"\($0)\": a rule needs it" })
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "acyclic", "reason": " "}"#) == [
        "arch-rules.json:2:42: expected why the rule is and what to do instead, found an empty string"
      ])
  }

  @Test(
    arguments: [
      (#""bulkhead/x""#, "ids that begin with \"bulkhead/\" are those of built-in findings"),
      (#""no cycles""#, "\"no cycles\" is no id: expected a letter or digit, then letters, digits, \".\", \"_\" and \"-\", such as \"no-cycles\""),
      ("7", "expected the rule's id, as a string, found 7"),
    ])
  func `an id is a plain name`(_ id: String, _ message: String) {
    #expect(mistakes(rule: "{\"id\": \(id), \"kind\": \"acyclic\", \"reason\": \"R.\"}") == ["arch-rules.json:2:8: \(message)"])
  }

  @Test func `an id names one rule`() {
    let rule = #"{"id": "a", "kind": "acyclic", "reason": "R."}"#
    #expect(
      mistakes(rule: "\(rule),\n\(rule)") == ["arch-rules.json:3:8: the id \"a\" is the rule's on line 2 already; an id names one rule"])
  }

  @Test(
    arguments: [
      (#""apps""#, "unknown group \"apps\"; did you mean \"app\"?"),
      (#""services/*""#, "unknown group \"services/*\"; a glob over folders is written {\"paths\": [\"services/*\"]}"),
      (#""Foundation""#, "unknown group \"Foundation\"; the groups are app, base; a module's name is written {\"modules\": [\"Foundation\"]}"),
      ("true", "expected a group's name, {\"paths\": […]}, {\"modules\": […]}, or a list of these, found true"),
      ("[]", "expected at least one group or selector: an empty list selects nothing"),
      ("{}", "a selector has \"paths\" or \"modules\" or both: without them it selects nothing"),
    ])
  func `a selection that is none is told with the forms there are`(_ selection: String, _ message: String) {
    #expect(
      mistakes(rule: "{\"id\": \"a\", \"kind\": \"independent\", \"in\": \(selection), \"reason\": \"R.\"}") == ["arch-rules.json:2:42: \(message)"])
  }

  @Test func `what is no glob is told at its own place`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "used", "in": [{"paths": ["a//b", 3], "modules": ["x/y"]}, [], {"path": ["a"]}], "reason": "R."}"#) == [
        "arch-rules.json:2:47: \"a//b\" is no glob: a path glob has no empty segment",
        "arch-rules.json:2:55: expected one of globs over folders, as a string, found 3",
        "arch-rules.json:2:71: \"x/y\" is no glob: a module's name has no slash; folders are selected by \"paths\"",
        "arch-rules.json:2:80: expected a group's name, {\"paths\": […]} or {\"modules\": […]}, found an array",
        "arch-rules.json:2:84: a selector has \"paths\" or \"modules\" or both: without them it selects nothing",
        "arch-rules.json:2:85: unknown key \"path\" in a selector; did you mean \"paths\"? expected one of paths, modules, optional",
      ])
  }

  @Test func `a glob that stands twice and an empty list are told`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "used", "in": {"paths": ["a", "a"], "modules": []}, "reason": "R."}"#) == [
        "arch-rules.json:2:51: the glob \"a\" stands twice in one list",
        "arch-rules.json:2:68: expected at least one of globs over module names: an empty list selects nothing",
      ])
  }

  @Test func `groups have plain names and say why they are optional`() {
    let text = "{\"version\": 1, \"groups\": {\n\"a/b\": {\"paths\": [\"a\"]},\n\"c\": {\"paths\": [\"c\"], \"optional\": true}\n}, \"rules\": [1]}"
    #expect(
      mistakes(text) == [
        "arch-rules.json:2:1: \"a/b\" is no group's name: expected a letter or digit, then letters, digits, \".\", \"_\" and \"-\"",
        "arch-rules.json:3:35: expected why nothing may match yet, as a string, found true",
        "arch-rules.json:4:14: expected a rule, as an object, found 1",
      ])
  }

  @Test func `layers are two at least and none of them empty`() {
    func layers(_ text: String) -> [String] {
      mistakes(rule: "{\"id\": \"a\", \"kind\": \"layers\", \"in\": \"app\", \"reason\": \"R.\", \"layers\":\n\(text)}")
    }
    #expect(layers("[\"app\"]") == ["arch-rules.json:3:1: expected at least two layers: one has nothing above or below it"])
    #expect(
      layers("[\"app\", [], [[\"base\"]]]") == [
        "arch-rules.json:3:9: expected at least one group or selector: an empty layer orders nothing",
        "arch-rules.json:3:14: expected a group's name, {\"paths\": […]}, {\"modules\": […]}, found an array",
      ])
    #expect(layers("\"app\"") == ["arch-rules.json:3:1: expected the layers, top first, found \"app\""])
  }

  @Test func `an unknown severity and a transitivity that is no boolean are told`() {
    #expect(
      mistakes(rule: #"{"id": "a", "kind": "forbid", "from": "app", "to": "base", "transitive": "yes", "reason": "R.", "severity": "warn"}"#) == [
        "arch-rules.json:2:74: expected true or false (whether chains of imports count too), found \"yes\"",
        "arch-rules.json:2:109: unknown severity \"warn\"; expected one of error, warning, off",
      ])
  }

  @Test func `an exception has two ends, a reason, and ends on a day that there is`() {
    #expect(
      mistakes(rule: "{\"id\": \"a\", \"kind\": \"acyclic\", \"reason\": \"R.\", \"except\": [\n{\"from\": \"app\", \"until\": \"2027-02-30\"}]}")
        == [
          "arch-rules.json:3:1: missing key \"reason\": an exception needs it", "arch-rules.json:3:1: missing key \"to\": an exception needs it",
          "arch-rules.json:3:26: expected a day of the calendar, such as \"2027-01-31\", found \"2027-02-30\"",
        ])
  }

  @Test func `a name that the other side does not bind is a mistake where that side binds any`() {
    #expect(
      mistakes(
        rule: #"{"id": "a", "kind": "allow", "from": {"paths": ["s/{service}/Tests"]}, "to": {"paths": ["s/{name}/Sources"]}, "reason": "R."}"#) == [
          "arch-rules.json:2:78: \"to\" uses {name}, but \"from\" binds {service}; write * where anything will do"
        ])
  }

  @Test func `the description holds a line for each mistake`() {
    let error = #expect(throws: RuleSetError.self) { try RuleSet(parsing: Array("{}".utf8), path: "a.json") }
    #expect(
      error?.description == "a.json:1:1: missing key \"rules\": the rules file needs it\na.json:1:1: missing key \"version\": the rules file needs it"
    )
  }
}
