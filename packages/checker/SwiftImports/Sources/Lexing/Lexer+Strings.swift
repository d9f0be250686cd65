/// A string or a parenthesis open inside an interpolation.
private struct OpenDelimiter {
  /// `"`, `'` or `(`.
  var byte: UInt8
  var allowsNewline: Bool
  /// The number of `#` signs of a raw string.
  var pounds: Int
}

extension Lexer {
  /// Skips the string literal whose opening quote stands here, after so many `#` signs. A string of one line that is not closed ends
  /// with the line.
  mutating func skipString(pounds: Int) {
    let quote = source[at]
    at += 1
    let isMultiline = openMultiline(quote, pounds: pounds)
    while at < count {
      let byte = source[at]
      if byte == .ascii("\\") {
        at += 1
        guard skipPounds(pounds) else { continue }
        if self.byte(at) == .ascii("(") {
          at += 1
          // A string over several lines goes on after a string of one line in it that is cut off.
          if !skipInterpolation(allowsNewline: isMultiline), !isMultiline || at == count || !source[at].isNewline { break }
        } else if at < count, !source[at].isNewline {
          at += 1
        }
      } else if byte == quote {
        at += 1
        if isMultiline {
          guard self.byte(at) == quote, self.byte(at + 1) == quote else { continue }
          let resume = at
          at += 2
          if skipPounds(pounds) { break }
          at = resume
        } else if skipPounds(pounds) {
          break
        }
      } else if byte.isNewline, !isMultiline {
        break
      } else {
        at += 1
      }
    }
    floor = at
  }

  /// Skips the two further quotes of `"""`, the first just having been passed. Of raw strings that only look like it, `#"""#`, the line
  /// holds the closing delimiter.
  mutating func openMultiline(_ quote: UInt8, pounds: Int) -> Bool {
    guard quote == .ascii("\""), byte(at) == quote, byte(at + 1) == quote else { return false }
    if pounds > 0 {
      var end = at + 1
      while end < count, !source[end].isNewline {
        end += 1
        if source[end - 1] == quote, hasPounds(pounds, at: end) { return false }
      }
    }
    at += 2
    return true
  }

  private mutating func skipPounds(_ pounds: Int) -> Bool {
    guard hasPounds(pounds, at: at) else { return false }
    at += pounds
    return true
  }

  func hasPounds(_ pounds: Int, at offset: Int) -> Bool {
    guard pounds <= count - offset else { return false }
    for index in 0..<pounds where source[offset + index] != .ascii("#") { return false }
    return true
  }

  /// Skips an interpolation, whose opening parenthesis has just been passed. False if it is cut off: by the end of the line in a string
  /// of one line, or by a comment that such a string cannot hold; the string is then cut off at the same place.
  mutating func skipInterpolation(allowsNewline: Bool) -> Bool {
    var open: [OpenDelimiter] = []
    while at < count {
      let byte = source[at]
      let top = open.last
      let isInString = top.map { $0.byte != .ascii("(") } ?? false
      let newlineAllowed = top?.allowsNewline ?? allowsNewline
      if byte.isNewline, !newlineAllowed { return false }
      at += 1
      switch byte {
      case .ascii("#") where !isInString:
        var end = at
        while self.byte(end) == .ascii("#") { end += 1 }
        if self.byte(end) == .ascii("\"") {
          let pounds = end - at + 1
          at = end + 1
          let isMultiline = openMultiline(.ascii("\""), pounds: pounds)
          open.append(OpenDelimiter(byte: .ascii("\""), allowsNewline: isMultiline, pounds: pounds))
        } else {
          at = end
        }
      case .ascii("\""), .ascii("'"):
        if let top, isInString {
          guard top.byte == byte else { continue }
          if top.allowsNewline {
            guard self.byte(at) == byte, self.byte(at + 1) == byte else { continue }
            let resume = at
            at += 2
            if !skipPounds(top.pounds) {
              at = resume
              continue
            }
          } else if !skipPounds(top.pounds) {
            continue
          }
          open.removeLast()
        } else {
          let isMultiline = openMultiline(byte, pounds: 0)
          open.append(OpenDelimiter(byte: byte, allowsNewline: isMultiline, pounds: 0))
        }
      case .ascii("\\"):
        guard let top, isInString, skipPounds(top.pounds), at < count else { continue }
        if source[at] == .ascii("(") {
          at += 1
          open.append(OpenDelimiter(byte: .ascii("("), allowsNewline: top.allowsNewline, pounds: 0))
        } else if !source[at].isNewline {
          at += 1
        }
      case .ascii("(") where !isInString:
        open.append(OpenDelimiter(byte: byte, allowsNewline: newlineAllowed, pounds: 0))
      case .ascii(")") where !isInString:
        if open.popLast() == nil { return true }
      case .ascii("/") where !isInString:
        if !skipCommentInInterpolation(newlineAllowed) { return false }
      default: break
      }
    }
    return false
  }

  /// Skips a comment after a `/` in an interpolation.
  private mutating func skipCommentInInterpolation(_ newlineAllowed: Bool) -> Bool {
    let start = at - 1
    switch byte(at) {
    case .ascii("*"):
      let end = endOfBlockComment(from: start)
      if !newlineAllowed, containsNewline(start..<end) {
        at = start
        return false
      }
      at = end
    case .ascii("/"):
      if !newlineAllowed {
        at = start
        return false
      }
      skipToEndOfLine()
    default: break
    }
    return true
  }

  /// Returns the text that the content of a string literal of one line stands for, its escapes resolved; `nil` with an interpolation or an
  /// escape that Swift does not have.
  func literalText(_ content: Range<Int>, pounds: Int) -> String? {
    guard content.contains(where: { source[$0] == .ascii("\\") }) else { return string(content) }
    var bytes: [UInt8] = []
    var offset = content.lowerBound
    while offset < content.upperBound {
      let byte = source[offset]
      offset += 1
      guard byte == .ascii("\\"), hasPounds(pounds, at: offset), offset + pounds < content.upperBound else {
        bytes.append(byte)
        continue
      }
      offset += pounds
      let escape = source[offset]
      offset += 1
      switch escape {
      case .ascii("0"): bytes.append(0)
      case .ascii("t"): bytes.append(0x09)
      case .ascii("n"): bytes.append(0x0A)
      case .ascii("r"): bytes.append(0x0D)
      case .ascii("\\"), .ascii("\""), .ascii("'"): bytes.append(escape)
      case .ascii("u"):
        guard let end = (offset..<content.upperBound).first(where: { source[$0] == .ascii("}") }), source[offset] == .ascii("{"),
          let scalar = UInt32(string(offset + 1..<end), radix: 16).flatMap({ Unicode.Scalar($0) })
        else { return nil }
        bytes += Array(String(scalar).utf8)
        offset = end + 1
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
