extension Lexer {
  /// The end of the identifier that starts at `start`, or `start` if none does. A digit may start it, which serves numbers.
  func endOfIdentifier(from start: Int) -> Int {
    var end = start
    while end < count {
      let byte = source[end]
      if isWord(byte) {
        end += 1
      } else if byte >= 0x80 {
        let (scalar, length) = decodeScalar(at: end)
        guard let scalar, UnicodeIdentifier.contains(scalar) else { return end }
        end += length
      } else {
        return end
      }
    }
    return end
  }

  /// The end of the identifier in backticks that starts at `start`; `nil` if the line ends before it does.
  func endOfEscapedIdentifier(from start: Int) -> Int? {
    var end = start + 1
    while end < count, !source[end].isNewline {
      if source[end] == .ascii("`") { return end + 1 }
      end += 1
    }
    return nil
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(start: source + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// Returns the number of bytes of the character at `offset`; at least one.
  func lengthOfCharacter(at offset: Int) -> Int { decodeScalar(at: offset).length }

  /// The character at `offset`, `nil` with the length 1 where the bytes are not UTF-8.
  func decodeScalar(at offset: Int) -> (scalar: UInt32?, length: Int) {
    let first = source[offset]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= count else { return (nil, 1) }
    if length == 1 { return (UInt32(first), 1) }
    var scalar = UInt32(first & (0xFF >> UInt8(length + 1)))
    for index in 1..<length {
      let next = source[offset + index]
      guard next & 0xC0 == 0x80 else { return (nil, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    return (scalar, length)
  }
}
