import CommandLine

/// Escapes for GitHub's Markdown, inside a table's cell.
enum Markdown {
  /// Text that reads as it is: nothing in it is markup, a link or the end of the cell. Line breaks become `<br>`.
  static func cell(_ text: String) -> String {
    var escaped = ""
    for scalar in withPlainLineBreaks(text).unicodeScalars {
      switch scalar {
      case "\n": escaped += "<br>"
      case "\\", "`", "*", "_", "[", "]", "!", "~", "$": escaped += "\\\(scalar)"
      default: escaped += entity(scalar)
      }
    }
    return escaped
  }

  /// Text in a fixed-width face: a code element, since backticks can neither hold backticks nor, in a table, bars.
  static func code(_ text: String) -> String {
    var escaped = ""
    for scalar in withPlainLineBreaks(text).unicodeScalars {
      switch scalar {
      case "\n": escaped += " "
      case "\\", "`", "*", "_", "[", "]", "!", "~", "$": escaped += "&#\(scalar.value);"
      case "@", "#", ":": escaped.unicodeScalars.append(scalar)
      default: escaped += entity(scalar)
      }
    }
    return "<code>\(escaped)</code>"
  }

  private static func entity(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    // A bar ends the cell; an at sign calls a person, a number sign an issue, a colon may begin an address or an emoji.
    case "|", "@", "#", ":": "&#\(scalar.value);"
    case _ where VisibleText.isUnsafe(scalar): "\u{FFFD}"
    default: String(Character(scalar))
    }
  }

  private static func withPlainLineBreaks(_ text: String) -> String {
    var plain = ""
    var isBehindReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        plain += "\n"
      } else if !(scalar == "\n" && isBehindReturn) {
        plain.unicodeScalars.append(scalar)
      }
      isBehindReturn = scalar == "\r"
    }
    return plain
  }
}
