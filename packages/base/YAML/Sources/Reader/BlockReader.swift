/// A reader of blocks: maps and lists by their indentation, and the values in them.
///
/// It supports a subset of YAML 1.2, and refuses everything else with line and column; nothing is guessed.
struct BlockReader {
  var text: SourceText
  private var depth = 0

  init(_ bytes: [UInt8]) throws(YAMLError) { text = try SourceText(bytes) }

  // MARK: Documents

  /// Reads the documents, at least one, each with the position of its start.
  mutating func documents() throws(YAMLError) -> [(value: YAML, start: YAMLPosition)] {
    var documents: [(YAML, YAMLPosition)] = []
    var isOpen = false
    while true {
      let token = try skipToToken()
      if token == .documentStart {
        if isOpen { documents.append((YAML(.null, position: text.position), text.position)) }
        try endMarkerLine()
        isOpen = true
      } else if token == .documentEnd {
        if !isOpen && documents.isEmpty { throw text.error("there is no document that ... could end") }
        if isOpen { documents.append((YAML(.null, position: text.position), text.position)) }
        try endMarkerLine()
        isOpen = false
      } else if token == .end {
        if isOpen || documents.isEmpty { documents.append((YAML(.null, position: text.position), text.position)) }
        return documents
      } else {
        let start = text.position
        if !isOpen && !documents.isEmpty { throw text.error("expected --- before another document") }
        documents.append((try block(within: -1), start))
        isOpen = false
        guard try skipToToken() != .content else { throw text.error("this fits nothing above it: \(indentationAdvice)") }
      }
    }
  }

  private var indentationAdvice: String {
    "a line belongs to the map or list whose entries begin in its column; a value over several lines stands behind | or >"
  }

  private mutating func endMarkerLine() throws(YAMLError) {
    text.column = 3
    text.skipSpaces()
    if text.byte != nil && text.byte != UInt8(ascii: "#") { throw text.error("expected the line to end behind --- or ...") }
    text.nextLine()
  }

  private enum Token { case content, documentStart, documentEnd, end }

  /// Skips spaces, comments and line ends up to the next token.
  private mutating func skipToToken() throws(YAMLError) -> Token {
    while text.line < text.lines.count {
      let isLineStart = text.column == 0
      if isLineStart, let marker = documentMarker() { return marker }
      text.skipSpaces()
      switch text.byte {
      case nil: text.nextLine()
      case UInt8(ascii: "#"): text.nextLine()
      case UInt8(ascii: "\t"): throw text.error("expected spaces, found a tab")
      default:
        if text.byte == UInt8(ascii: "%") && isLineStart && text.column == 0 { throw text.error("directives (%) are not read here") }
        return .content
      }
    }
    return .end
  }

  private func documentMarker() -> Token? {
    let line = text.text(from: text.column).prefix(4)
    guard line.count == 3 || line.last == UInt8(ascii: " ") || line.last == UInt8(ascii: "\t") else { return nil }
    if line.prefix(3).elementsEqual("---".utf8) { return .documentStart }
    if line.prefix(3).elementsEqual("...".utf8) { return .documentEnd }
    return nil
  }

  // MARK: Nodes

  /// Reads the value that begins at the next token, if that is indented further than `parent`; else returns null.
  ///
  /// - Parameter listColumn: The column at which a list may begin although it is not indented further: below the key that it belongs to.
  private mutating func block(within parent: Int, listColumn: Int? = nil) throws(YAMLError) -> YAML {
    let start = text.position
    guard try skipToToken() == .content else { return YAML(.null, position: start) }
    let column = text.column
    if column <= parent && !(column == listColumn && isDash) { return YAML(.null, position: start) }
    let isList = isDash
    if !isList, try !isKey() { return try inline(within: parent) }
    if depth == YAML.Limits.depth { throw text.error("lists and maps nest deeper than \(YAML.Limits.depth)") }
    depth += 1
    defer { depth -= 1 }
    return isList ? try list(at: column) : try map(at: column)
  }

  private var isDash: Bool { text.byte == UInt8(ascii: "-") && Self.isGap(text[text.line, text.column + 1]) }

  private mutating func list(at column: Int) throws(YAMLError) -> YAML {
    let position = text.position
    var elements: [YAML] = []
    repeat {
      text.column += 1
      elements.append(try entryValue(within: column, listColumn: nil))
    } while try skipToToken() == .content && text.column == column && isDash
    return YAML(.list(elements), position: position)
  }

  private mutating func map(at column: Int) throws(YAMLError) -> YAML {
    let position = text.position
    var entries: [YAML.Entry] = []
    var seen: Set<[UInt8]> = []
    repeat {
      let keyPosition = text.position
      guard try isKey() else { throw text.error("expected a key with \": \" behind it") }
      let key = try self.key()
      if !seen.insert(Array(key.utf8)).inserted { throw YAMLError("the key \"\(key)\" stands twice in this map", at: keyPosition) }
      entries.append(YAML.Entry(key, try entryValue(within: column, listColumn: column), keyPosition: keyPosition))
    } while try skipToToken() == .content && text.column == column && !isDash
    return YAML(.map(entries), position: position)
  }

  /// Reads the value of an entry, behind `-` or `key:`, on the same line or below it.
  private mutating func entryValue(within column: Int, listColumn: Int?) throws(YAMLError) -> YAML {
    let start = text.position
    text.skipSpaces()
    let isInline = text.byte != nil && text.byte != UInt8(ascii: "#")
    if !isInline { return try block(within: column, listColumn: listColumn) }
    if text.byte == UInt8(ascii: "|") || text.byte == UInt8(ascii: ">") { return try blockScalar(within: column) }
    // A map or list may begin right behind a dash; behind a key it begins on a line of its own.
    if listColumn == nil { return try block(within: column) }
    if isDash { throw text.error("a list begins on a line of its own below its key") }
    if start == text.position { throw text.error("expected a space behind the colon") }
    return try inline(within: column)
  }

  /// Reads a scalar or a list or map in brackets, which must end its last line.
  private mutating func inline(within column: Int) throws(YAMLError) -> YAML {
    if text.byte == UInt8(ascii: "|") || text.byte == UInt8(ascii: ">") { return try blockScalar(within: max(column, 0)) }
    let value = try flowValue(isInBrackets: false, within: column, depth: depth)
    try endLine()
    return value
  }

  private mutating func endLine() throws(YAMLError) {
    let end = text.column
    text.skipSpaces()
    if text.byte == nil { return text.nextLine() }
    if text.byte == UInt8(ascii: "#") && text.column > end { return text.nextLine() }
    throw text.error("expected the end of the line behind this value")
  }

  // MARK: Keys

  /// Returns whether a key begins here: a scalar with a colon behind it, on this line.
  private func isKey() throws(YAMLError) -> Bool {
    var probe = self
    if text.byte == UInt8(ascii: "?") && Self.isGap(text[text.line, text.column + 1]) { throw text.error("keys behind \"? \" are not read here") }
    guard let first = text.byte, ![UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">")].contains(first) else { return false }
    _ = try probe.scalar(isInBrackets: false)
    probe.text.skipSpaces()
    return probe.text.byte == UInt8(ascii: ":") && Self.isGap(probe.text[probe.text.line, probe.text.column + 1])
  }

  /// Reads a key with its colon.
  private mutating func key() throws(YAMLError) -> String {
    let start = text.position
    let key = try scalar(isInBrackets: false)
    if text.column + 1 - start.column > 1024 { throw YAMLError("a key may have 1024 bytes", at: start) }
    text.skipSpaces()
    text.column += 1
    return key.text
  }

  static func isGap(_ byte: UInt8?) -> Bool { byte == nil || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
