/// Evaluates the condition of an import for the host, as far as that can be told without a compiler.
struct HostCondition {
  private var tokens: [Substring]

  /// Whether the condition holds here; `nil` where only the compiler knows.
  static func holds(_ condition: String?) -> Bool? {
    guard let condition else { return true }
    var evaluation = HostCondition(tokens: split(condition))
    return evaluation.alternatives()
  }

  /// `&&`, `||`, `!`, parentheses, and words with their arguments.
  private static func split(_ condition: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = condition[...]
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
      } else if first.isLetter || first == "_" || first.isNumber {
        var end = rest.firstIndex { !($0.isLetter || $0 == "_" || $0.isNumber) } ?? rest.endIndex
        if end < rest.endIndex, rest[end] == "(", let close = rest.firstIndex(of: ")") { end = rest.index(after: close) }
        tokens.append(rest[..<end])
        rest = rest[end...]
      } else {
        let length = rest.hasPrefix("&&") || rest.hasPrefix("||") ? 2 : 1
        tokens.append(rest.prefix(length))
        rest.removeFirst(length)
      }
    }
    return tokens.reversed()
  }

  private mutating func accept(_ token: Substring) -> Bool {
    guard tokens.last == token else { return false }
    tokens.removeLast()
    return true
  }

  private mutating func alternatives() -> Bool? {
    var value = conjunction()
    while accept("||") {
      let other = conjunction()
      value = value == true || other == true ? true : value == nil || other == nil ? nil : false
    }
    return value
  }

  private mutating func conjunction() -> Bool? {
    var value = term()
    while accept("&&") {
      let other = term()
      value = value == false || other == false ? false : value == nil || other == nil ? nil : true
    }
    return value
  }

  private mutating func term() -> Bool? {
    if accept("!") { return term().map { !$0 } }
    if accept("(") {
      let value = alternatives()
      return accept(")") ? value : nil
    }
    guard let word = tokens.popLast() else { return nil }
    guard let open = word.firstIndex(of: "("), word.last == ")" else { return flag(word) }
    let argument = word[word.index(after: open)...].dropLast()
    switch word[..<open] {
    case "os": return argument == Self.system
    case "canImport":
      return argument == "Swift" ? true : argument == "Glibc" ? Self.system == "Linux" : argument == "Darwin" ? Self.system == "macOS" : nil
    case "targetEnvironment": return argument == "simulator" ? false : nil
    default: return nil
    }
  }

  /// No flag is set, but a word that is no identifier is not a flag.
  private func flag(_ word: Substring) -> Bool? {
    switch word {
    case "true": true
    case "false": false
    default: word.first!.isNumber || word == "…" ? nil : false
    }
  }

  private static var system: String {
    #if os(Linux)
      "Linux"
    #else
      "macOS"
    #endif
  }
}
