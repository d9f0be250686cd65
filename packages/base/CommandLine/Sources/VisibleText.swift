/// Text for a terminal or a log: what a name or a source line holds cannot break the line or command the terminal.
public enum VisibleText {
  /// The text on one line, control characters written as Swift writes them: `\n`, `\u{1B}`.
  public static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var visible = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": visible += "\\n"
      case "\r": visible += "\\r"
      case "\t": visible += "\\t"
      case _ where isUnsafe(scalar): visible += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  /// The text with its lines and tabs, and nothing else that moves the cursor.
  public static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { oneLine(String($0)) }.joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Controls, line separators, and what turns the writing direction (so that a line cannot read as another than it is).
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
