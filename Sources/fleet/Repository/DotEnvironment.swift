import CommandLine

/// What a `.env` file sets.
///
/// A line is empty, a comment (`# …`), or `KEY=VALUE`, with `export ` in front where a shell reads the file as well. A value is
///
/// - bare: up to the end of the line or to a `#` behind a space; spaces around it do not count;
/// - in single quotes: as it stands;
/// - in double quotes: with the escapes `\n`, `\t`, `\"`, `\\`, `\$` and ``\` ``.
///
/// Nothing is expanded, no value goes over the end of its line, and of a key that stands twice the last counts.
struct DotEnvironment: Sendable, Equatable {
  private(set) var values: [String: String] = [:]

  init() {}

  /// - Parameter path: the file's name, for messages.
  init(parsing bytes: [UInt8], path: String) throws(Failure) {
    var mistakes: [String] = []
    for (index, bytes) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      var line = DotEnvironmentLine(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes)
      do {
        if let (key, value) = try line.parse() { values[key] = value }
      } catch {
        mistakes.append("\(path):\(index + 1):\(error.column): \(error.message)")
      }
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
  }
}

private struct DotEnvironmentLine {
  struct Mistake: Error {
    let column: Int
    let message: String
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

  mutating func parse() throws(Mistake) -> (String, String)? {
    if let zero = bytes.firstIndex(of: 0) { throw Mistake(column: zero + 1, message: "a NUL byte, which no setting can hold") }
    if String(validating: bytes, as: UTF8.self) == nil { throw Mistake(column: 1, message: "the line is not UTF-8") }
    skipSpaces()
    if isAtEnd || current == UInt8(ascii: "#") { return nil }
    if bytes[offset...].starts(with: "export ".utf8) {
      offset += 7
      skipSpaces()
    }
    let start = offset
    while let byte = current, isOfKey(byte, isFirst: offset == start) { offset += 1 }
    if offset == start { throw mistake("expected a key (letters, digits and underscores), as in KEY=value") }
    let key = text(start..<offset)
    guard current == UInt8(ascii: "=") else { throw mistake("expected '=' right after the key \(key)") }
    offset += 1
    return (key, try parseValue())
  }

  private mutating func parseValue() throws(Mistake) -> String {
    skipSpaces()
    guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return bareValue() }
    let start = offset
    offset += 1
    var value: [UInt8] = []
    while let byte = current, byte != quote {
      offset += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        value.append(try parseEscape())
      } else {
        value.append(byte)
      }
    }
    if isAtEnd { throw Mistake(column: start + 1, message: "the value that begins here has no closing quote on its line") }
    offset += 1
    skipSpaces()
    if !isAtEnd && current != UInt8(ascii: "#") { throw mistake("expected the end of the line behind the closing quote") }
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func parseEscape() throws(Mistake) -> UInt8 {
    guard let byte = current else { throw mistake("expected an escape, found the end of the line") }
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"): return byte
    default: throw Mistake(column: offset - 1, message: #"expected an escape: one of \n \t \" \\ \$ \`; single quotes take everything as it stands"#)
    }
  }

  private func bareValue() -> String {
    var end = offset
    for index in offset..<bytes.count {
      if bytes[index] == UInt8(ascii: "#"), index == offset || isSpace(bytes[index - 1]) { break }
      if !isSpace(bytes[index]) { end = index + 1 }
    }
    return text(offset..<end)
  }

  private var isAtEnd: Bool { offset == bytes.count }
  private var current: UInt8? { isAtEnd ? nil : bytes[offset] }
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private mutating func skipSpaces() { while let byte = current, isSpace(byte) { offset += 1 } }
  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  private func mistake(_ message: String) -> Mistake { Mistake(column: offset + 1, message: message) }

  private func isOfKey(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
    default: false
    }
  }
}
