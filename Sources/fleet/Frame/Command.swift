/// One command of the tool, as data: what parses its arguments is also what prints its help.
struct Command: Sendable {
  struct Option: Sendable {
    let name: String
    /// What stands for the value in the help; `nil` for a flag.
    let placeholder: String?
    /// What the value may be; `nil` for anything.
    let choices: [String]?
    let help: String

    static func flag(_ name: String, _ help: String) -> Option { Option(name: name, placeholder: nil, choices: nil, help: help) }
    static func value(_ name: String, _ placeholder: String, _ help: String) -> Option {
      Option(name: name, placeholder: placeholder, choices: nil, help: help)
    }
    static func choice(_ name: String, _ choices: [String], _ help: String) -> Option {
      Option(name: name, placeholder: choices.joined(separator: "|"), choices: choices, help: help)
    }
  }

  let name: String
  let summary: String
  let details: String
  /// The operands as the help shows them, and how many there may be.
  let operands: (text: String, count: ClosedRange<Int>)
  let options: [Option]
  let examples: [(line: String, purpose: String)]

  static let root = Option.value("--root", "DIR", "the repository; else the nearest folder upward with services/ or Package.swift")
  static let configuration = Option.choice(
    "--configuration", ["debug", "release"], "which build to run; else that of this fleet, else release")
  static let help = Option.flag("--help", "print this help")

  var helpText: String {
    let rows = options.map { ("\($0.name)\($0.placeholder.map { " \($0)" } ?? "")", $0.help) }
    let examples = examples.map { "  \($0.line)\n      \($0.purpose)\n" }.joined()
    return """
      fleet \(name): \(summary)

      Usage: fleet \(name) [OPTIONS] \(operands.text)

      \(details)

      Options:
      \(Self.table(rows))
      Examples:
      \(examples)
      """
  }

  static func table(_ rows: [(String, String)]) -> String {
    let width = 34
    return rows.map { first, second in
      let gap = first.count < width ? String(repeating: " ", count: width - first.count) : "\n  " + String(repeating: " ", count: width)
      return "  \(first)\(gap)\(second)\n"
    }.joined()
  }
}
