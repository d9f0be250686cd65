/// A converter of ascending offsets to lines and columns, which counts each newline once and only up to the offset asked for.
struct LineCounter {
  private let source: UnsafePointer<UInt8>
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  init(_ source: UnsafePointer<UInt8>) { self.source = source }

  /// Returns the position of an offset not before the last one asked for.
  mutating func position(of target: Int) -> SourcePosition {
    countWords(to: target)
    while offset < target {
      let byte = source[offset]
      offset += 1
      if byte == 0x0A || (byte == 0x0D && !(offset < target && source[offset] == 0x0A)) {
        line += 1
        lineStart = offset
      }
    }
    return SourcePosition(line: line, column: target - lineStart + 1)
  }

  /// Counts eight bytes at a time, as long as they hold no carriage return.
  private mutating func countWords(to target: Int) {
    while offset + 8 <= target {
      let word = UnsafeRawPointer(source + offset).loadUnaligned(as: UInt64.self).littleEndian
      guard Self.bytes(equalTo: 0x0D, in: word) == 0 else { return }
      let newlines = Self.bytes(equalTo: 0x0A, in: word)
      if newlines != 0 {
        line += newlines.nonzeroBitCount
        lineStart = offset + 8 - newlines.leadingZeroBitCount / 8
      }
      offset += 8
    }
  }

  /// Returns a word with the high bit set of each byte of `word` that equals `byte`.
  private static func bytes(equalTo byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((difference & low) &+ low) | difference | low)
  }
}
