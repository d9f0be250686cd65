/// The help texts, made from the table of commands.
enum Help {
  static func text(of commands: [Command]) -> String {
    let rows = commands.map { ($0.name, $0.summary) }
    return """
      bulkhead: keeps the walls between the targets of a Swift monorepo

      Usage: bulkhead COMMAND [OPTIONS]

      Commands:
      \(table(rows))

      Example:
        bulkhead check              check the repository that the current folder is in
        bulkhead help check         the options and more examples of a command

      Exit codes: 0 all holds, 1 there are findings, 2 the tool could not do its job.
      Version: bulkhead --version

      """
  }

  static func text(of command: Command) -> String {
    var text = "bulkhead \(command.name): \(command.summary)\n\nUsage: \(usage(of: command))\n\n\(command.details)\n"
    if !command.operands.isEmpty { text += "\nArguments:\n\(table(command.operands.map { ($0.name, $0.help) }))\n" }
    text += "\nOptions:\n\(table(command.allOptions.map { ($0.usage, $0.help) }))\n"
    text += "\nExamples:\n"
    for example in command.examples { text += "  \(example.line)\n      \(example.purpose)\n" }
    return text
  }

  private static func usage(of command: Command) -> String {
    let operands = command.operands.map { operand in
      let name = operand.name + (operand.isRepeated ? "…" : "")
      return operand.isOptional ? " [\(name)]" : " \(name)"
    }
    return "bulkhead \(command.name) [OPTIONS]\(operands.joined())"
  }

  /// Two columns; a first cell that is too long has its line alone.
  private static func table(_ rows: [(String, String)]) -> String {
    let width = 26
    return rows.map { first, second in
      let gap = first.count < width ? String(repeating: " ", count: width - first.count) : "\n  " + String(repeating: " ", count: width)
      return "  \(first)\(gap)  \(second)"
    }.joined(separator: "\n")
  }
}
