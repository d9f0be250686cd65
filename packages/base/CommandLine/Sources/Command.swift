/// One command of a tool, as data: what parses its arguments is also what prints its help. `Action` is what the tool does for it.
public struct Command<Action: Sendable>: Sendable {
  public let name: String
  /// One line, for the list of commands.
  public let summary: String
  /// What it does, in a paragraph or a few.
  let details: String
  let operands: [Operand]
  /// Its own options; a tool adds those that all of its commands have.
  var options: [Option]
  /// Command lines as they would be typed, and what each is for.
  let examples: [(line: String, purpose: String)]
  public let run: Action

  public init(
    name: String, summary: String, details: String, operands: [Operand] = [], options: [Option] = [],
    examples: [(line: String, purpose: String)], run: Action
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.operands = operands
    self.options = options
    self.examples = examples
    self.run = run
  }
}

/// An argument that is not an option.
public struct Operand: Sendable {
  let name: String
  let help: String
  let isOptional: Bool
  /// Whether it may be any number of arguments; only the last operand may.
  let isRepeated: Bool

  public init(name: String, help: String, isOptional: Bool = false, isRepeated: Bool = false) {
    self.name = name
    self.help = help
    self.isOptional = isOptional
    self.isRepeated = isRepeated
  }

  /// The operand as the help shows it.
  var usage: String {
    let text = name + (isRepeated ? "…" : "")
    return isOptional ? "[\(text)]" : text
  }
}
