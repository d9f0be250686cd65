/// The help texts, made from the table of commands.
extension Tool {
  var help: String {
    """
    \(name): \(summary)

    Usage: \(name) COMMAND [OPTIONS]

    Commands:
    \(Self.table(commands.map { ($0.name, $0.summary) }))

    Examples:
    \(Self.table(examples + [("\(name) help \(commands.first?.name ?? "")", "the options and more examples of a command")]))

    Exit codes: \(exitCodes)
    \(version == nil ? "" : "Version: \(name) --version\n")
    """
  }

  func help(of command: Command<Action>) -> String {
    let operands = command.operands.map { " \($0.usage)" }.joined()
    var text = "\(name) \(command.name): \(command.summary)\n\nUsage: \(name) \(command.name) [OPTIONS]\(operands)\n\n\(command.details)\n"
    if !command.operands.isEmpty { text += "\nArguments:\n\(Self.table(command.operands.map { ($0.name, $0.help) }))\n" }
    text += "\nOptions:\n\(Self.table(command.options.map { ($0.usage, $0.help) }))\n"
    text += "\nExamples:\n"
    for (line, purpose) in command.examples { text += "  \(line)\n      \(purpose)\n" }
    return text
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
