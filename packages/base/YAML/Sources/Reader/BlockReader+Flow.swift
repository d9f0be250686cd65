extension BlockReader {
  /// Reads a scalar, or a list or map in brackets (section 7.4), which may span several lines that are indented further than `column`.
  mutating func flowValue(isInBrackets: Bool, within column: Int, depth: Int) throws(YAMLError) -> YAML {
    let position = text.position
    switch text.byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if depth >= YAML.Limits.depth { throw text.error("lists and maps nest deeper than \(YAML.Limits.depth)") }
      return text.byte == UInt8(ascii: "[") ? try flowList(within: column, depth: depth + 1) : try flowMap(within: column, depth: depth + 1)
    default:
      let scalar = try scalar(isInBrackets: isInBrackets)
      return YAML(scalar.isQuoted ? .string(scalar.text) : CoreSchema.content(of: scalar.text), position: position)
    }
  }

  private mutating func flowList(within column: Int, depth: Int) throws(YAMLError) -> YAML {
    let position = text.position
    var elements: [YAML] = []
    text.column += 1
    while try !closes(with: "]", within: column, at: position) {
      elements.append(try flowValue(isInBrackets: true, within: column, depth: depth))
      try separate(from: "]", within: column, at: position)
    }
    return YAML(.list(elements), position: position)
  }

  private mutating func flowMap(within column: Int, depth: Int) throws(YAMLError) -> YAML {
    let position = text.position
    var entries: [YAML.Entry] = []
    var seen: Set<[UInt8]> = []
    text.column += 1
    while try !closes(with: "}", within: column, at: position) {
      let keyPosition = text.position
      let key = try scalar(isInBrackets: true)
      if text.column + 1 - keyPosition.column > 1024 { throw YAMLError("a key may have 1024 bytes", at: keyPosition) }
      if !seen.insert(Array(key.text.utf8)).inserted { throw YAMLError("the key \"\(key.text)\" stands twice in this map", at: keyPosition) }
      text.skipSpaces()
      guard text.byte == UInt8(ascii: ":") else { throw text.error("expected \": \" and a value behind this key") }
      text.column += 1
      if !key.isQuoted && !Self.isGap(text.byte) { throw text.error("expected a space behind the colon") }
      try skipFlowGap(within: column, at: position)
      if text.byte == UInt8(ascii: ",") || text.byte == UInt8(ascii: "}") { throw text.error("expected a value behind the colon") }
      entries.append(YAML.Entry(key.text, try flowValue(isInBrackets: true, within: column, depth: depth), keyPosition: keyPosition))
      try separate(from: "}", within: column, at: position)
    }
    return YAML(.map(entries), position: position)
  }

  /// Takes the closing bracket, if it is next; false if it is not.
  private mutating func closes(with bracket: Unicode.Scalar, within column: Int, at opening: YAMLPosition) throws(YAMLError) -> Bool {
    try skipFlowGap(within: column, at: opening)
    guard text.byte == UInt8(ascii: bracket) else { return false }
    text.column += 1
    return true
  }

  private mutating func separate(from bracket: Unicode.Scalar, within column: Int, at opening: YAMLPosition) throws(YAMLError) {
    try skipFlowGap(within: column, at: opening)
    if text.byte == UInt8(ascii: ",") {
      text.column += 1
    } else if text.byte != UInt8(ascii: bracket) {
      throw text.error("expected \",\" or \"\(bracket)\"")
    }
  }

  /// Skips spaces, comments and line ends within brackets.
  private mutating func skipFlowGap(within column: Int, at opening: YAMLPosition) throws(YAMLError) {
    while true {
      let start = text.column
      text.skipSpaces()
      if text.byte == UInt8(ascii: "\t") { throw text.error("expected spaces, found a tab") }
      let isComment = text.byte == UInt8(ascii: "#") && (text.column > start || text.column == 0)
      if let byte = text.byte, !isComment {
        if start == 0 && text.column <= max(column, 0) && byte != UInt8(ascii: "#") {
          throw text.error("expected this line further to the right than what its brackets belong to")
        }
        return
      }
      text.nextLine()
      if text.line >= text.lines.count { throw YAMLError("this bracket is never closed", at: opening) }
    }
  }
}
