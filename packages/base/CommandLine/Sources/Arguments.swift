/// A command's arguments, parsed as its table says.
public struct Arguments: Sendable, Equatable {
  private var values: [String: String] = [:]
  public private(set) var operands: [String] = []

  /// Whether the option was given, with a value or without.
  public func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The option's value; `nil` where it was not given, empty where it was given without one.
  public subscript(option: Option) -> String? { values[option.name] }

  /// The value of an option that is a number, or what that usually is.
  public func number(_ option: Option) -> Int {
    guard case .number(_, _, let usual) = option.kind else { preconditionFailure("\(option.name) is declared as a number") }
    return values[option.name].flatMap { Int($0) } ?? usual
  }

  /// Whether `--format json` was given.
  public var isJSON: Bool { self[.format] == "json" }

  public init<Action>(parsing arguments: [String], of command: Command<Action>) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      } else if argument == "-h" {
        values[Option.help.name] = ""
      } else if argument.hasPrefix("-"), argument != "-" {
        try parseOption(argument, &rest, command.options)
      } else {
        operands.append(argument)
      }
    }
    if !has(.help) { try checkOperands(command.operands) }
  }

  private mutating func parseOption(_ argument: String, _ rest: inout ArraySlice<String>, _ options: [Option]) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    var value = parts.count == 2 ? String(parts[1]) : nil
    guard let option = options.first(where: { $0.name == name }) else { throw .unknown("option", name, of: options.map(\.name)) }
    if has(option) { throw UsageError("\(name) is given twice") }
    switch option.kind {
    case .flag, .optionalChoice: break
    case .value, .number, .choice:
      value = value ?? rest.popFirst()
      if value?.isEmpty ?? true { throw UsageError("\(name) needs a value: \(option.usage)") }
    }
    if let value { try option.check(value) }
    values[name] = value ?? ""
  }

  private func checkOperands(_ expected: [Operand]) throws(UsageError) {
    let required = expected.prefix { !$0.isOptional }
    if operands.count < required.count {
      let missing = required[operands.count]
      throw UsageError("\(missing.name) is missing: \(missing.help)")
    }
    if !(expected.last?.isRepeated ?? false), operands.count > expected.count {
      throw UsageError("unexpected argument '\(operands[expected.count])'")
    }
  }
}
