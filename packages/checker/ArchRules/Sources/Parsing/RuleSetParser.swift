import JSON

/// Makes a rule set of JSON, and collects what is wrong on the way. What it returns counts only where there are no mistakes.
struct RuleSetParser {
  let path: String
  var mistakes: [RuleSetError.Mistake] = []
  /// Known before the rules are read; a group with a mistake in it is a group all the same.
  var groups: [Group] = []

  init(path: String) { self.path = path }

  var mistakesInOrder: [RuleSetError.Mistake] {
    mistakes.sorted { ($0.position.line, $0.position.column, $0.message) < ($1.position.line, $1.position.column, $1.message) }
  }

  mutating func parse(_ file: JSONValue) -> RuleSet {
    guard let members = object(file, "the rules file") else { return RuleSet(path: path) }
    if let version = members["version"], version.int != RuleLanguage.version {
      // What another version means by its keys is not known: nothing else is judged.
      report(version, "expected version \(RuleLanguage.version), the one that this tool knows, found \(found(version))")
      return RuleSet(path: path)
    }
    check(members, RuleLanguage.file)
    if let schema = members["$schema"] { _ = string(schema, "the schema's place") }
    if let value = members["groups"] { parseGroups(value) }
    let rules = members["rules"].map { parseRules($0) } ?? []
    return RuleSet(path: path, groups: groups, rules: rules)
  }

  private mutating func parseGroups(_ value: JSONValue) {
    guard let members = object(value, "the groups, by name") else { return }
    for member in members.list {
      if !RuleLanguage.isName(member.key) {
        report(member.keyPosition, "\"\(member.key)\" is no group's name: expected a letter or digit, then letters, digits, \".\", \"_\" and \"-\"")
      }
      let selector = parseSelector(member.value, "a group") ?? Selector()
      groups.append(Group(name: member.key, selector: selector, position: member.keyPosition))
    }
  }

  private mutating func parseRules(_ value: JSONValue) -> [Rule] {
    guard let elements = array(value, "a list of rules") else { return [] }
    if elements.isEmpty { report(value, "expected at least one rule: without rules nothing is checked") }
    var lines: [String: Int] = [:]
    return elements.compactMap { element in
      let rule = parseRule(element)
      if let id = element["id"], let text = id.string {
        if let line = lines[text] { report(id, "the id \"\(text)\" is the rule's on line \(line) already; an id names one rule") }
        lines[text] = lines[text] ?? element.position?.line ?? 1
      }
      return rule
    }
  }
}
