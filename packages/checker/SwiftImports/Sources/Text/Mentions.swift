/// A search for the bytes of which every finding is made, to decide how far a file must be lexed: imports stand near the top of most files.
enum Mentions {
  /// Returns an offset at or after the start of the last token that could be an import, a `canImport`, an `#externalMacro` or a conflict
  /// marker; `nil` if there is none. It may point into a comment or string: only the lexer can tell.
  static func last(in source: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = source.baseAddress else { return nil }
    var search = Search(source: base, count: source.count)
    return search.run()
  }

  private struct Search {
    let source: UnsafePointer<UInt8>
    let count: Int
    let classes = LexicalClass.table

    /// Goes backwards over the text, 16 bytes at a time.
    mutating func run() -> Int? {
      var end = count
      while end > 0 {
        while end >= 32, end <= count - 3, !(mayHoldMention(end - 16) || mayHoldMention(end - 32)) { end -= 32 }
        let start = end >= 16 ? end - 16 : 0
        while end > start {
          end -= 1
          guard isMention(end) else { continue }
          guard let lineStart = startOfCommentLine(around: end) else { return end }
          end = lineStart
        }
      }
      return nil
    }

    /// Whether one of the 16 bytes begins `mpo` (as in `import`), `lM` (as in `externalMacro`), or `<` or `>` three bytes before the same.
    @inline(__always)
    private func mayHoldMention(_ offset: Int) -> Bool {
      let raw = UnsafeRawPointer(source + offset)
      let first = raw.loadUnaligned(as: SIMD16<UInt8>.self)
      let second = raw.loadUnaligned(fromByteOffset: 1, as: SIMD16<UInt8>.self)
      let third = raw.loadUnaligned(fromByteOffset: 2, as: SIMD16<UInt8>.self)
      let fourth = raw.loadUnaligned(fromByteOffset: 3, as: SIMD16<UInt8>.self)
      let port = (first .== Self.m) .& (second .== Self.p) .& (third .== Self.o)
      let macro = (first .== Self.l) .& (second .== Self.capitalM)
      // Setting one bit turns `<` into `>`.
      let marker = ((first | Self.bit) .== Self.angle) .& (first .== fourth)
      let hits = unsafeBitCast(port .| macro .| marker, to: SIMD2<UInt64>.self)
      return hits[0] | hits[1] != 0
    }

    // Vectors on both sides: the comparison with a scalar is not one instruction but a loop.
    private static var m: SIMD16<UInt8> { SIMD16(repeating: .ascii("m")) }
    private static var p: SIMD16<UInt8> { SIMD16(repeating: .ascii("p")) }
    private static var o: SIMD16<UInt8> { SIMD16(repeating: .ascii("o")) }
    private static var l: SIMD16<UInt8> { SIMD16(repeating: .ascii("l")) }
    private static var capitalM: SIMD16<UInt8> { SIMD16(repeating: .ascii("M")) }
    private static var bit: SIMD16<UInt8> { SIMD16(repeating: 2) }
    private static var angle: SIMD16<UInt8> { SIMD16(repeating: .ascii(">")) }

    private func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? source[offset] : 0 }

    private func matches(_ text: StaticString, at offset: Int) -> Bool {
      guard offset >= 0, offset + text.utf8CodeUnitCount <= count else { return false }
      for index in 0..<text.utf8CodeUnitCount where source[offset + index] != text.utf8Start[index] { return false }
      return true
    }

    private func isWord(_ byte: UInt8) -> Bool { classes[Int(byte)] == LexicalClass.word }

    private func isMention(_ offset: Int) -> Bool {
      switch source[offset] {
      case .ascii("m"):
        if matches("import", at: offset - 1) { return !isWord(byte(offset - 2)) && canFollowImport(offset + 5) }
        return matches("canImport", at: offset - 4) && !isWord(byte(offset - 5))
      case .ascii("l"): return matches("#externalMacro", at: offset - 8)
      case .ascii("<"): return matches("<<<<<<< ", at: offset)
      case .ascii(">"): return matches(">>>> ", at: offset)
      default: return false
      }
    }

    /// Whether a module's name can come after the keyword `import` when this byte does.
    private func canFollowImport(_ offset: Int) -> Bool {
      guard offset < count else { return false }
      let byte = source[offset]
      switch classes[Int(byte)] {
      case LexicalClass.space, LexicalClass.newline, LexicalClass.high: return true
      default: return byte == .ascii("/") || byte == .ascii("`")
      }
    }

    /// The start of the line around `offset` if it is a `//` comment up to there. In a block comment or a multi-line literal it is none,
    /// but then holds no code either, unless what would end that stands before `offset`.
    private func startOfCommentLine(around offset: Int) -> Int? {
      var start = offset
      while start > 0, !source[start - 1].isNewline {
        start -= 1
        let byte = source[start]
        if byte == .ascii("\"") || (byte == .ascii("*") && source[start + 1] == .ascii("/"))
          || (byte == .ascii("/") && source[start + 1] == .ascii("#"))
        {
          return nil
        }
      }
      var slash = start
      while slash < offset, source[slash] == .ascii(" ") || source[slash] == .ascii("\t") { slash += 1 }
      return slash + 1 < offset && source[slash] == .ascii("/") && source[slash + 1] == .ascii("/") ? start : nil
    }
  }
}
