import JSON

extension RuleSetParser {
  /// The members of an object that is at hand, by key.
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

  /// A string that says something.
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

  /// What stands there, for a message.
  func found(_ value: JSONValue) -> String {
    switch value.content {
    case .string(let text): "\"\(text)\""
    case .number(let text): text
    case .bool(let flag): "\(flag)"
    default: value.kind
    }
  }
}
