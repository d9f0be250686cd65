import JSON

/// A parser of rule sets, which collects mistakes. Its result counts only where there are none.
struct RuleSetParser {
  private let path: String
  private var mistakes: [RuleSetError.Mistake] = []
  /// The groups, which are read before the rules; a group with a mistake in it is a group all the same.
  private(set) var groups: [Group] = []

  init(path: String) { self.path = path }

  var mistakesInOrder: [RuleSetError.Mistake] {
    mistakes.sorted { ($0.position.line, $0.position.column, $0.message) < ($1.position.line, $1.position.column, $1.message) }
  }

  mutating func parse(_ file: JSONValue) -> RuleSet {
    guard let members = object(file, "the rules file") else { return RuleSet(path: path) }
    if let version = members["version"], version.int != RuleLanguage.version {
      // What another version means by its keys is not known: nothing else is read.
      report(version, "expected version \(RuleLanguage.version), the one that this tool knows, found \(found(version))")
      return RuleSet(path: path)
    }
    check(members, RuleLanguage.file)
    if let schema = members["$schema"] { _ = string(schema, "the schema's place") }
    let ignored = members["ignore"].map { parseIgnored($0) } ?? []
    let affectsAll = members["affectsAll"].map { parsePathGlobs($0, "globs over files") } ?? []
    let platform = members["platform"].map { parseModuleGlobs($0) } ?? []
    if let value = members["groups"] { parseGroups(value) }
    let rules = members["rules"].map { parseRules($0) } ?? []
    return RuleSet(path: path, groups: groups, rules: rules, ignored: ignored, affectsAll: affectsAll, platform: platform)
  }

  private mutating func parseIgnored(_ value: JSONValue) -> [IgnoredFolders] {
    guard let elements = array(value, "a list of folders to leave out") else { return [] }
    return elements.compactMap { element in
      let what = "an element of \"ignore\""
      guard let members = object(element, "\(what): {\"paths\": […], \"reason\": …}") else { return nil }
      check(members, RuleLanguage.ignored, in: what)
      let reason = members["reason"].flatMap { words($0, "why these folders are left out") } ?? ""
      return IgnoredFolders(
        paths: members["paths"].map { parsePathGlobs($0, "globs over folders") } ?? [], reason: reason, position: element.position)
    }
  }

  private mutating func parseGroups(_ value: JSONValue) {
    guard let members = object(value, "the groups, by name") else { return }
    for member in members.list {
      if !RuleLanguage.isName(member.key) {
        report(member.keyPosition, "\"\(member.key)\" is no group's name: expected a letter or digit, then letters, digits, \".\", \"_\" and \"-\"")
      }
      if member.key == RuleLanguage.unknownGroup {
        report(member.keyPosition, "the group \"\(member.key)\" is there already, for modules of which nothing is known: give yours another name")
      }
      var selector = parseSelector(member.value, "a group", RuleLanguage.group) ?? Selector()
      selector.sourcesModule = member.key
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

// MARK: - Values and mistakes

extension RuleSetParser {
  /// The members of an object, by key.
  struct Members {
    let list: [JSONValue.Member]
    let position: JSONPosition?

    subscript(key: String) -> JSONValue? { list.first { $0.key == key }?.value }
  }

  mutating func report(_ position: JSONPosition?, _ message: String) {
    mistakes.append(.init(path: path, position: position ?? JSONPosition(line: 1, column: 1), message: message))
  }

  mutating func report(_ value: JSONValue, _ message: String) { report(value.position, message) }

  /// Reports the keys that should not be there and those that are missing.
  mutating func check(_ members: Members, _ keys: RuleLanguage.Keys, in what: String = "the rules file") {
    for member in members.list where !keys.all.contains(member.key) {
      let hint = nearestName(to: member.key, in: keys.all).map { " did you mean \"\($0)\"?" } ?? ""
      report(member.keyPosition, "unknown key \"\(member.key)\" in \(what);\(hint) expected one of \(keys.all.joined(separator: ", "))")
    }
    for key in keys.required where members[key] == nil { report(members.position, "missing key \"\(key)\": \(what) needs it") }
  }

  mutating func object(_ value: JSONValue, _ what: String) -> Members? {
    guard let list = value.object else {
      report(value, "expected \(what), as an object, found \(found(value))")
      return nil
    }
    return Members(list: list, position: value.position)
  }

  mutating func array(_ value: JSONValue, _ what: String) -> [JSONValue]? {
    if value.array == nil { report(value, "expected \(what), found \(found(value))") }
    return value.array
  }

  mutating func string(_ value: JSONValue, _ what: String) -> String? {
    if value.string == nil { report(value, "expected \(what), as a string, found \(found(value))") }
    return value.string
  }

  mutating func bool(_ value: JSONValue, _ what: String) -> Bool? {
    if value.bool == nil { report(value, "expected true or false (\(what)), found \(found(value))") }
    return value.bool
  }

  /// Reads a string that is not blank.
  mutating func words(_ value: JSONValue, _ what: String) -> String? {
    guard let text = string(value, what) else { return nil }
    if text.allSatisfy(\.isWhitespace) { report(value, "expected \(what), found an empty string") }
    return text
  }

  mutating func choice(_ value: JSONValue, _ choices: [String], _ what: String) -> String? {
    if let text = value.string, choices.contains(text) { return text }
    let hint = value.string.flatMap { nearestName(to: $0, in: choices) }.map { " did you mean \"\($0)\"?" } ?? ""
    report(value, "unknown \(what) \(found(value));\(hint) expected one of \(choices.joined(separator: ", "))")
    return nil
  }

  /// Returns the value in words, for a message.
  func found(_ value: JSONValue) -> String {
    switch value.content {
    case .string(let text): "\"\(text)\""
    case .number(let text): text
    case .bool(let flag): "\(flag)"
    default: value.kind
    }
  }
}
