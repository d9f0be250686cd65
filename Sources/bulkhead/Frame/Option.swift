/// An option of a command: `--name`, `--name VALUE`, `--name=VALUE`.
struct Option: Sendable {
  enum Kind: Sendable, Equatable {
    case flag
    case value(String)
    case choice([String])
    /// May stand alone or carry a value behind `=`.
    case optionalChoice([String])
  }

  /// With its dashes.
  var name: String
  var kind: Kind
  var help: String

  static func flag(_ name: String, _ help: String) -> Option { Option(name: name, kind: .flag, help: help) }

  /// - Parameter placeholder: what stands for the value in the help: `FILE`.
  static func value(_ name: String, _ placeholder: String, _ help: String) -> Option {
    Option(name: name, kind: .value(placeholder), help: help)
  }

  static func choice(_ name: String, _ choices: [String], _ help: String) -> Option {
    Option(name: name, kind: .choice(choices), help: help)
  }

  static func optionalChoice(_ name: String, _ choices: [String], _ help: String) -> Option {
    Option(name: name, kind: .optionalChoice(choices), help: help)
  }

  /// The option as the help shows it.
  var usage: String {
    switch kind {
    case .flag: name
    case .value(let placeholder): "\(name) \(placeholder)"
    case .choice(let choices): "\(name) \(choices.joined(separator: "|"))"
    case .optionalChoice(let choices): "\(name)[=\(choices.joined(separator: "|"))]"
    }
  }
}

extension Option {
  static let root = Option.value(
    "--root", "DIR", "the repository; else the nearest folder upward with arch-rules.json, or with .git, or with Package.swift")
  static let color = Option.choice("--color", ["auto", "always", "never"], "colours; auto is on a terminal, unless NO_COLOR or TERM=dumb is set")
  static let help = Option.flag("--help", "print this help")

  /// The options of every command.
  static let common = [root, color, help]
}
