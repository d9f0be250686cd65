/// A command's arguments, parsed as its table says.
struct Arguments: Sendable, Equatable {
  private var values: [String: String] = [:]
  private(set) var operands: [String] = []

  /// Whether the option was given, with a value or without.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The option's value; `nil` where it was not given, empty where it was given without one.
  subscript(option: Option) -> String? { values[option.name] }

  init(parsing arguments: [String], of command: Command) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      } else if argument == "-h" {
        values[Option.help.name] = ""
      } else if argument.hasPrefix("-"), argument != "-" {
        try parseOption(argument, &rest, command)
      } else {
        operands.append(argument)
      }
    }
    if !has(.help) { try checkOperands(of: command) }
  }

  private mutating func parseOption(_ argument: String, _ rest: inout ArraySlice<String>, _ command: Command) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    var value = parts.count == 2 ? String(parts[1]) : nil
    guard let option = command.allOptions.first(where: { $0.name == name }) else {
      throw .unknown("option", name, of: command.allOptions.map(\.name), command: command)
    }
    if has(option) { throw UsageError("\(name) is given twice", command: command) }
    switch option.kind {
    case .flag:
      if value != nil { throw UsageError("\(name) takes no value", command: command) }
    case .value(let placeholder):
      value = value ?? rest.popFirst()
      if value?.isEmpty ?? true { throw UsageError("\(name) needs a value: \(name) \(placeholder)", command: command) }
    case .choice(let choices):
      value = value ?? rest.popFirst()
      guard let value else { throw UsageError("\(name) needs a value: one of \(choices.joined(separator: ", "))", command: command) }
      if !choices.contains(value) { throw .unknown("value of \(name)", value, of: choices, command: command) }
    case .optionalChoice(let choices):
      if let value, !choices.contains(value) { throw .unknown("value of \(name)", value, of: choices, command: command) }
    }
    values[name] = value ?? ""
  }

  private func checkOperands(of command: Command) throws(UsageError) {
    let required = command.operands.prefix { !$0.isOptional }
    if operands.count < required.count {
      let missing = required[operands.count]
      throw UsageError("\(missing.name) is missing: \(missing.help)", command: command)
    }
    if !(command.operands.last?.isRepeated ?? false), operands.count > command.operands.count {
      throw UsageError("unexpected argument '\(operands[command.operands.count])'", command: command)
    }
  }
}
