import SwiftImports

/// The source text of a string literal, with what is interpolated.
struct StringLiteral {
  /// Bytes between the delimiters, as they are written.
  let text: [UInt8]
  /// Offset of the first of them in the file.
  let offset: Int

  /// Reads the literal that begins at an offset.
  init(in source: [UInt8], at start: Int) {
    let signs = source[start...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = UInt8(ascii: "\"")
    let marks = source[(start + signs)...].starts(with: [quote, quote, quote]) ? 3 : 1
    let escape = [UInt8(ascii: "\\")] + Array(repeating: UInt8(ascii: "#"), count: signs)
    let end = Array(repeating: quote, count: marks) + escape.dropFirst()
    offset = min(start + signs + marks, source.count)
    var index = offset
    var depth = 0
    while index < source.count {
      if depth > 0 {
        if source[index] == UInt8(ascii: "(") { depth += 1 }
        if source[index] == UInt8(ascii: ")") { depth -= 1 }
        index += 1
      } else if source[index...].starts(with: escape) {
        index += escape.count
        if index < source.count, source[index] == UInt8(ascii: "(") { depth = 1 }
        index += 1
      } else if source[index...].starts(with: end) {
        break
      } else {
        index += 1
      }
    }
    text = Array(source[offset..<min(index, source.count)])
  }
}
