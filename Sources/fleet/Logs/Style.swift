/// Colours for a terminal, or none.
struct Style: Sendable {
  let isColored: Bool

  init(isColored: Bool) { self.isColored = isColored }

  init(isTerminal: Bool, environment: [String: String]) {
    isColored = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  func bold(_ text: String) -> String { wrapped(text, "1") }
  func dim(_ text: String) -> String { wrapped(text, "2") }
  func red(_ text: String) -> String { wrapped(text, "31") }
  func green(_ text: String) -> String { wrapped(text, "32") }

  /// The colour of the process at this place of the order; neighbours differ.
  func name(_ text: String, _ index: Int) -> String { wrapped(text, ["36", "35", "33", "34", "32", "96", "95", "93", "94", "92"][index % 10]) }

  /// A log level in capitals, of the same width for all.
  func level(_ level: String) -> String {
    let label = level.uppercased()
    let padded = label + String(repeating: " ", count: max(0, 5 - label.count))
    return switch level {
    case "error", "critical": wrapped(padded, "31")
    case "warning": wrapped(padded, "33")
    case "trace", "debug": wrapped(padded, "2")
    default: padded
    }
  }

  private func wrapped(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
