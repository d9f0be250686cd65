extension JSONFields {
  /// Reads a case of an enumeration, written as its raw value.
  public mutating func choice<Choice>(_ name: String, of _: Choice.Type = Choice.self, default: Choice? = nil) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let first = Choice.allCases.first else { preconditionFailure("\(Choice.self) has no case to choose") }
    if let `default` { return optionalChoice(name, of: Choice.self) ?? `default` }
    guard let value = required(name, Self.anyOf(Choice.self)) else { return first }
    return choose(name, value) ?? first
  }

  /// Reads a case of an enumeration, written as its raw value; `nil` where it is absent.
  public mutating func optionalChoice<Choice>(_ name: String, of _: Choice.Type = Choice.self) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    value(of: name).flatMap { choose(name, $0) }
  }

  private mutating func choose<Choice>(_ name: String, _ value: JSONValue) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    let text = value.string
    if let choice = Choice.allCases.first(where: { choice in text.map { areSame($0, choice.rawValue) } ?? false }) { return choice }
    let hint = text.flatMap { nearestName(to: $0, in: Choice.allCases.map(\.rawValue)) }.map { "; did you mean \"\($0)\"?" } ?? ""
    refuse(name, "expected \(Self.anyOf(Choice.self)), found \(value.described)\(hint)")
    return nil
  }

  private static func anyOf<Choice>(_: Choice.Type) -> String where Choice: RawRepresentable<String> & CaseIterable {
    let names = Choice.allCases.map { "\"\($0.rawValue)\"" }
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}
