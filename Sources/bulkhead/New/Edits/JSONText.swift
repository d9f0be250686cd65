import JSON

/// The bytes of a JSON text that is known to be sound: where values begin and end.
struct JSONText {
  let bytes: [UInt8]

  /// The place of a byte by its line and column.
  func offset(of position: JSONPosition) -> Int {
    var start = 0
    for _ in 1..<position.line { start = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count }
    return start + position.column - 1
  }

  /// Behind the object, array or string that begins at `start`.
  func end(ofValueAt start: Int) -> Int {
    var depth = 0
    var index = start
    repeat {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""): index = quote(behind: index)
      default: break
      }
      index += 1
    } while depth > 0
    return index
  }

  /// The quote that ends the string whose first quote is at `start`.
  private func quote(behind start: Int) -> Int {
    var index = start + 1
    while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return index
  }

  /// Where the key begins whose value begins at `value`; it holds no quote.
  func start(ofKeyBefore value: Int) -> Int? {
    guard let colon = bytes[..<value].lastIndex(where: { !Self.isBlank($0) }), bytes[colon] == UInt8(ascii: ":"),
      let end = bytes[..<colon].lastIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return bytes[..<end].lastIndex(of: UInt8(ascii: "\""))
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
  }

  /// The blanks at the start of the line that holds the byte.
  func indentation(at index: Int) -> ArraySlice<UInt8> {
    let start = bytes[..<index].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
