/// The value of `#if` conditions that is the same for every build.
enum ConstantCondition {
  /// Returns the value of a normalised condition made of `true` and `false`, or decided by one of them (`false && os(Linux)`); `nil` for any
  /// other.
  static func value(of text: String) -> Bool? {
    // Most conditions have no such word, and need no reading.
    guard text.utf8.count <= longestText, mentionsConstant(text) else { return nil }
    var reader = Reader(rest: Array(text.utf8)[...])
    let value = reader.alternatives(depth: 0)
    return reader.isUnderstood && reader.rest.isEmpty ? value : nil
  }

  /// Longer conditions are not written by hand.
  private static let longestText = 256

  private static func mentionsConstant(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == .ascii("r") && byte == .ascii("u") || previous == .ascii("f") && byte == .ascii("a") { return true }
      previous = byte
    }
    return false
  }

  /// A recursive reader of `||`, `&&`, `!` and parentheses; what is between them is a constant or unknown.
  private struct Reader {
    var rest: ArraySlice<UInt8>
    var isUnderstood = true

    mutating func alternatives(depth: Int) -> Bool? {
      var value = conjunction(depth: depth)
      while skip("||") {
        let next = conjunction(depth: depth)
        value = value == true || next == true ? true : value == false && next == false ? false : nil
      }
      return value
    }

    private mutating func conjunction(depth: Int) -> Bool? {
      var value = term(depth: depth)
      while skip("&&") {
        let next = term(depth: depth)
        value = value == false || next == false ? false : value == true && next == true ? true : nil
      }
      return value
    }

    private mutating func term(depth: Int) -> Bool? {
      if depth > 32 { isUnderstood = false }
      if !isUnderstood { return nil }
      if skip("!") { return term(depth: depth + 1).map { !$0 } }
      if skip("(") {
        let value = alternatives(depth: depth + 1)
        if !skip(")") { isUnderstood = false }
        return value
      }
      let word = Self.text(takeOperand())
      return word == "true" ? true : word == "false" ? false : nil
    }

    /// Takes what goes up to the next operator or closing parenthesis that is not its own.
    private mutating func takeOperand() -> ArraySlice<UInt8> {
      var depth = 0
      let start = rest
      while let byte = rest.first {
        if byte == .ascii("(") { depth += 1 }
        if byte == .ascii(")") { depth -= 1 }
        if depth < 0 || (depth == 0 && (rest.starts(with: "&&".utf8) || rest.starts(with: "||".utf8))) { break }
        rest.removeFirst()
      }
      let operand = start.prefix(start.count - rest.count)
      if operand.isEmpty { isUnderstood = false }
      return operand
    }

    private mutating func skip(_ text: String) -> Bool {
      while rest.first == .ascii(" ") { rest.removeFirst() }
      guard rest.starts(with: text.utf8) else { return false }
      rest.removeFirst(text.utf8.count)
      return true
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
      String(decoding: bytes, as: UTF8.self).filter { $0 != " " }
    }
  }
}
