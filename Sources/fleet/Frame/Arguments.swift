import JSON

/// A command's arguments, parsed as its table says.
struct Arguments: Sendable {
  private var values: [String: String] = [:]
  private(set) var operands: [String] = []

  /// Whether the option was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The option's value.
  subscript(name: String) -> String? { values[name] }

  init(parsing arguments: [String], of command: Command) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      } else if argument == "-h" {
        values["--help"] = ""
      } else if argument.hasPrefix("-") {
        try parseOption(argument, &rest, command)
      } else {
        operands.append(argument)
      }
    }
    if has("--help") { return }
    if operands.count < command.operands.count.lowerBound {
      throw UsageError("\(command.name) needs more: fleet \(command.name) \(command.operands.text)", command: command)
    }
    if operands.count > command.operands.count.upperBound {
      throw UsageError("unexpected argument '\(operands[command.operands.count.upperBound])'", command: command)
    }
  }

  private mutating func parseOption(_ argument: String, _ rest: inout ArraySlice<String>, _ command: Command) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      let names = command.options.map(\.name)
      let hint = nearestName(to: name, in: names).map { "did you mean '\($0)'?" } ?? "known are \(names.joined(separator: ", "))"
      throw UsageError("unknown option '\(name)'; \(hint)", command: command)
    }
    if has(name) { throw UsageError("\(name) is given twice", command: command) }
    guard let placeholder = option.placeholder else {
      if parts.count == 2 { throw UsageError("\(name) takes no value", command: command) }
      values[name] = ""
      return
    }
    guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty else {
      throw UsageError("\(name) needs a value: \(name) \(placeholder)", command: command)
    }
    if let choices = option.choices, !choices.contains(value) {
      throw UsageError("\(name) is one of \(choices.joined(separator: ", ")), not '\(value)'", command: command)
    }
    values[name] = value
  }
}
