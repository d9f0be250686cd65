/// Colours for a terminal, or none.
struct Style: Sendable {
  var isColored: Bool

  init(isColored: Bool) { self.isColored = isColored }

  /// - Parameter choice: `auto`, `always` or `never`.
  init(choice: String?, isTerminal: Bool, environment: [String: String]) {
    switch choice {
    case "always": isColored = true
    case "never": isColored = false
    default: isColored = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
  }

  func bold(_ text: String) -> String { wrapped(text, "1") }
  func dim(_ text: String) -> String { wrapped(text, "2") }
  func red(_ text: String) -> String { wrapped(text, "31") }
  func green(_ text: String) -> String { wrapped(text, "32") }
  func yellow(_ text: String) -> String { wrapped(text, "33") }

  private func wrapped(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
