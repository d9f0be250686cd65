/// Colours for a terminal, or none.
public struct Style: Sendable {
  public let isColored: Bool

  public init(isColored: Bool) { self.isColored = isColored }

  /// - Parameter choice: the value of `Option.color`: `auto`, which `nil` is too, `always` or `never`.
  public init(choice: String? = nil, isTerminal: Bool, environment: [String: String]) {
    switch choice {
    case "always": isColored = true
    case "never": isColored = false
    default: isColored = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
  }

  public func bold(_ text: String) -> String { wrapped(text, "1") }
  public func dim(_ text: String) -> String { wrapped(text, "2") }
  public func red(_ text: String) -> String { wrapped(text, "31") }
  public func green(_ text: String) -> String { wrapped(text, "32") }
  public func yellow(_ text: String) -> String { wrapped(text, "33") }

  /// - Parameter code: the colour's number, a parameter of SGR (ECMA-48, section 8.3.117).
  public func wrapped(_ text: String, _ code: String) -> String { isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
