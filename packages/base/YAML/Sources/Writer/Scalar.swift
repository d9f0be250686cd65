/// The written forms of texts.
enum Scalar {
  /// Returns the text on one line: plain where every reader takes it for the same text, else in double quotes.
  static func text(_ text: String, isInBrackets: Bool) -> String {
    isPlain(text, isInBrackets: isInBrackets) ? text : quoted(text)
  }

  /// Returns the block form (behind `|`) of a text of several lines that can be written unchanged; `nil` for any other.
  static func block(_ text: String, indent: Int) -> String? {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    // A text that begins with white space would need an indentation indicator, and trailing white space is lost in many an editor.
    guard lines.count > 1, let first = lines[0].first, first != " ", first != "\t" else { return nil }
    guard lines.allSatisfy({ $0.last != " " && $0.last != "\t" && $0.allSatisfy(SourceText.isAllowed) }) else { return nil }
    // Of several line feeds at the end, an empty line above the next entry could not be told.
    let isEnded = lines.last!.isEmpty
    let content = isEnded ? lines.dropLast() : lines
    guard !content.last!.isEmpty else { return nil }
    let margin = String(repeating: " ", count: max(indent, 2))
    return (isEnded ? "|" : "|-") + content.map { $0.isEmpty ? "\n" : "\n\(margin)\(String($0))" }.joined()
  }

  // MARK: Plain

  /// Returns whether readers of YAML 1.1 and 1.2 alike take the plain text for a string.
  private static func isPlain(_ text: String, isInBrackets: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, isPlainStart(first), last != UInt8(ascii: " "), last != UInt8(ascii: ":") else {
      return false
    }
    guard text.unicodeScalars.allSatisfy({ SourceText.isAllowed($0) && $0 != "\t" }) else { return false }
    if isInBrackets && bytes.contains(where: { BlockReader.isBracketOrComma($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "?") }) {
      return false
    }
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      if byte == UInt8(ascii: ":") && next == UInt8(ascii: " ") || byte == UInt8(ascii: " ") && next == UInt8(ascii: "#") { return false }
    }
    // A dash before a space begins an element, three of them a document.
    if bytes.starts(with: "- ".utf8) || bytes.starts(with: "---".utf8) { return false }
    return !isTakenForOther(text)
  }

  private static func isPlainStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    case UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "-"), UInt8(ascii: "+"): true
    default: false
    }
  }

  /// Returns whether the text reads as a number, boolean, null or date in any version of YAML; 1.1 alone has `yes`, `1_000`, `12:30`,
  /// `2026-11-21`.
  private static func isTakenForOther(_ text: String) -> Bool {
    if case .string = CoreSchema.content(of: text) {} else { return true }
    switch text.lowercased() {
    case "y", "n", "yes", "no", "on", "off": return true
    default: break
    }
    guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || "+-.".utf8.contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
      default: "xXoO_:.+-tTzZ ".utf8.contains(byte)
      }
    }
  }

  // MARK: Quoted

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where SourceText.isAllowed(scalar): quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let length = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
        quoted += "\\\(length == 2 ? "x" : length == 4 ? "u" : "U")\(String(repeating: "0", count: length - digits.count))\(digits)"
      }
    }
    return quoted + "\""
  }
}
