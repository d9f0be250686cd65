/// One command of the tool, as data: what parses its arguments is also what prints its help.
struct Command: Sendable {
  var name: String
  /// One line, for the list of commands.
  var summary: String
  /// What it does, in a paragraph or a few.
  var details: String
  var operands: [Operand] = []
  /// Its own options; `Option.common` come on top.
  var options: [Option] = []
  var examples: [Example]
  var run: @Sendable (Context) throws -> ExitCode

  var allOptions: [Option] { options + Option.common }

  /// An argument that is not an option.
  struct Operand: Sendable {
    var name: String
    var help: String
    var isOptional = false
    /// The last operand may take any number of arguments.
    var isRepeated = false
  }

  /// A command line as it would be typed, and what it is for.
  struct Example: Sendable {
    var line: String
    var purpose: String
  }
}
