/// An option of a command: `--name`, `--name VALUE`, `--name=VALUE`.
public struct Option: Sendable {
  enum Kind: Sendable, Equatable {
    case flag
    case value(String)
    case number(String, ClosedRange<Int>, usual: Int)
    case choice([String])
    /// May stand alone or carry a value behind `=`.
    case optionalChoice([String])
  }

  /// With its dashes.
  public let name: String
  let kind: Kind
  private let words: String

  public static func flag(_ name: String, _ help: String) -> Option { Option(name: name, kind: .flag, words: help) }

  /// - Parameter placeholder: what stands for the value in the help: `FILE`.
  public static func value(_ name: String, _ placeholder: String, _ help: String) -> Option {
    Option(name: name, kind: .value(placeholder), words: help)
  }

  /// - Parameter usual: what it is where it is not given; the help says so, and the range.
  public static func number(
    _ name: String, _ placeholder: String, in range: ClosedRange<Int>, default usual: Int, _ help: String
  ) -> Option {
    Option(name: name, kind: .number(placeholder, range, usual: usual), words: help)
  }

  public static func choice(_ name: String, _ choices: [String], _ help: String) -> Option { Option(name: name, kind: .choice(choices), words: help) }

  public static func optionalChoice(_ name: String, _ choices: [String], _ help: String) -> Option {
    Option(name: name, kind: .optionalChoice(choices), words: help)
  }

  /// What a command answers in; `Arguments.isJSON` says which.
  public static let format = choice("--format", ["text", "json"], "the form of the answer; text if not given")
  public static let help = flag("--help", "print this help")
  /// What `Style` is made from.
  public static let color = choice(
    "--color", ["auto", "always", "never"], "colours; auto is on a terminal, unless NO_COLOR or TERM=dumb is set")

  /// The option as the help shows it.
  var usage: String {
    switch kind {
    case .flag: name
    case .value(let placeholder), .number(let placeholder, _, _): "\(name) \(placeholder)"
    case .choice(let choices): "\(name) \(choices.joined(separator: "|"))"
    case .optionalChoice(let choices): "\(name)[=\(choices.joined(separator: "|"))]"
    }
  }

  var help: String {
    guard case .number(_, let range, let usual) = kind else { return words }
    return "\(words), \(range.lowerBound) to \(range.upperBound); \(usual) if not given"
  }

  /// Throws where the option does not take the value.
  func check(_ value: String) throws(UsageError) {
    switch kind {
    case .flag: throw UsageError("\(name) takes no value")
    case .value: break
    case .number(_, let range, _):
      guard let number = Int(value), range.contains(number) else {
        throw UsageError("\(name) is a number from \(range.lowerBound) to \(range.upperBound), not '\(value)'")
      }
    case .choice(let choices), .optionalChoice(let choices):
      if !choices.contains(value) { throw .unknown("value of \(name)", value, of: choices) }
    }
  }
}
