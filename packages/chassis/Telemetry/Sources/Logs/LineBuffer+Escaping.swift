extension LineBuffer {
  /// The characters that are escaped beside control characters.
  enum Quoting {
    /// Those of a JSON string (RFC 8259, section 7).
    case json
    /// None, for people: quotation marks and backslashes stay.
    case none
  }

  /// Appends the text with every control character escaped (those from U+0080 to U+009F as well, which some terminals obey). Where it would
  /// grow beyond `longest` bytes it ends early, between two characters, with an ellipsis.
  mutating func appendEscaped(_ text: String, _ quoting: Quoting, longest: Int = .max) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0, quoting, longest) }
    if isDone == nil { Array(text.utf8).withUnsafeBufferPointer { appendEscaped($0, quoting, longest) } }
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, _ quoting: Quoting, _ longest: Int) {
    let ellipsis: StaticString = "…"
    let end = count + min(longest, limit - count) - ellipsis.utf8CodeUnitCount
    var index = 0
    var lastWhole = count
    while index < text.count {
      // A run of bytes that need no escape.
      let start = index
      while index < text.count, isPlain(text[index], quoting) { index += 1 }
      if index > start {
        let fitting = min(index - start, end - count)
        if fitting < index - start {
          return cutInside(text, from: start, fitting: fitting, ellipsis)
        }
        append(UnsafeBufferPointer(rebasing: text[start..<index]))
        lastWhole = count
      }
      guard index < text.count else { break }
      index += appendSpecial(text, at: index)
      if count > end {
        drop(to: lastWhole)
        shorten()
        return append(ellipsis)
      }
      lastWhole = count
    }
  }

  /// Appends as many bytes of the run as fit without splitting a character.
  private mutating func cutInside(_ text: UnsafeBufferPointer<UInt8>, from start: Int, fitting: Int, _ ellipsis: StaticString) {
    var end = start + max(fitting, 0)
    while end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
    append(UnsafeBufferPointer(rebasing: text[start..<end]))
    shorten()
    append(ellipsis)
  }

  /// Appends the escape of the byte at `index`, and returns the number of the text's bytes that it replaces.
  private mutating func appendSpecial(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    case 0xC2:
      let next = text[index + 1]  // A `String` is valid UTF-8: this byte never ends it.
      if next >= 0xA0 {
        append(byte)
        append(next)
      } else {
        appendEscape(next)
      }
      return 2
    default: appendEscape(byte)
    }
    return 1
  }

  private mutating func appendEscape(_ code: UInt8) {
    append("\\u00")
    append(hexadecimalDigit(code >> 4))
    append(hexadecimalDigit(code & 15))
  }

  private func isPlain(_ byte: UInt8, _ quoting: Quoting) -> Bool {
    if byte < 0x20 || byte == 0x7F || byte == 0xC2 { return false }
    return quoting == .none || (byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\"))
  }
}
