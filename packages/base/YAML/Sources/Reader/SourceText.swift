/// A text in lines, and a cursor in it.
struct SourceText {
  struct Line {
    /// The offsets of the first byte and of the one behind the last, without the line's end.
    var start: Int
    var end: Int
    /// Whether a line feed ends it, and not the text.
    var isEnded: Bool
  }

  let bytes: [UInt8]
  let lines: [Line]
  /// The index of the current line; `lines.count` behind the last.
  var line = 0
  /// The column of the cursor in the current line, from 0.
  var column = 0

  init(_ bytes: [UInt8]) throws(YAMLError) {
    if bytes.count > YAML.Limits.size {
      throw YAMLError("the text has \(bytes.count) bytes; \(YAML.Limits.size) are read at most", at: YAMLPosition(line: 1, column: 1))
    }
    // A byte order mark is no part of the text.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    lines = Self.split(self.bytes)
    try checkCharacters()
  }

  /// The byte at the cursor; `nil` at the line's end.
  var byte: UInt8? { self[line, column] }

  subscript(line: Int, column: Int) -> UInt8? {
    guard line < lines.count, column >= 0, lines[line].start + column < lines[line].end else { return nil }
    return bytes[lines[line].start + column]
  }

  var position: YAMLPosition { YAMLPosition(line: line + 1, column: column + 1) }

  /// Returns the current line from a column on, up to another or its end.
  func text(from start: Int, to end: Int? = nil) -> ArraySlice<UInt8> {
    bytes[(lines[line].start + start)..<(end.map { lines[line].start + $0 } ?? lines[line].end)]
  }

  mutating func skipSpaces() {
    while byte == UInt8(ascii: " ") { column += 1 }
  }

  mutating func nextLine() {
    line += 1
    column = 0
  }

  func error(_ message: String) -> YAMLError { YAMLError(message, at: position) }

  /// Splits at line feeds; a carriage return before one belongs to the line's end.
  private static func split(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      let end = index > start && bytes[index - 1] == 0x0D ? index - 1 : index
      lines.append(Line(start: start, end: end, isEnded: true))
      start = index + 1
    }
    if start < bytes.count { lines.append(Line(start: start, end: bytes.count, isEnded: false)) }
    return lines
  }

  /// Refuses text that is not UTF-8, and characters that YAML does not allow unescaped (section 5.1) or that some readers take for line
  /// ends.
  private func checkCharacters() throws(YAMLError) {
    for (number, line) in lines.enumerated() {
      guard let text = String(validating: bytes[line.start..<line.end], as: UTF8.self) else {
        throw YAMLError("expected UTF-8", at: YAMLPosition(line: number + 1, column: 1))
      }
      var column = 1
      for scalar in text.unicodeScalars {
        if !Self.isAllowed(scalar) {
          let code = String(scalar.value, radix: 16, uppercase: true)
          throw YAMLError(
            "the character U+\(code) may not stand in a YAML text; write it in \"double quotes\" with an escape",
            at: YAMLPosition(line: number + 1, column: column))
        }
        column += UTF8.width(scalar)
      }
    }
  }

  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20...0x7E: true
    case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
    case 0xA0...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
