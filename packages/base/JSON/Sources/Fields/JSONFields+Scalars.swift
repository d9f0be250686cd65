extension JSONFields {
  /// Reads a string of `length` characters.
  public mutating func string(_ name: String, default: String? = nil, length: ClosedRange<Int> = 0...Int.max) -> String {
    read(name, Self.text(length), `default`, placeholder: "") { Self.string($0, length) }
  }

  /// Reads a string of `length` characters; `nil` where it is absent.
  public mutating func optionalString(_ name: String, length: ClosedRange<Int> = 0...Int.max) -> String? {
    readOptional(name, Self.text(length)) { Self.string($0, length) }
  }

  /// Reads a number written as an integer (no fraction, no exponent), in the range.
  public mutating func int(_ name: String, default: Int? = nil, in range: ClosedRange<Int> = Int.min...Int.max) -> Int {
    read(name, Self.integer(range), `default`, placeholder: range.lowerBound) { Self.int($0, range) }
  }

  /// Reads an integer in the range; `nil` where it is absent.
  public mutating func optionalInt(_ name: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
    readOptional(name, Self.integer(range)) { Self.int($0, range) }
  }

  /// Reads a number in the range, rounded to a `Double`.
  public mutating func double(_ name: String, default: Double? = nil, in range: ClosedRange<Double>? = nil) -> Double {
    read(name, Self.number(range), `default`, placeholder: range?.lowerBound ?? 0) { Self.double($0, range) }
  }

  /// Reads a number in the range, rounded to a `Double`; `nil` where it is absent.
  public mutating func optionalDouble(_ name: String, in range: ClosedRange<Double>? = nil) -> Double? {
    readOptional(name, Self.number(range)) { Self.double($0, range) }
  }

  /// Reads `true` or `false`.
  public mutating func bool(_ name: String, default: Bool? = nil) -> Bool {
    read(name, "true or false", `default`, placeholder: false) { $0.bool }
  }

  /// Reads `true` or `false`; `nil` where it is absent.
  public mutating func optionalBool(_ name: String) -> Bool? { readOptional(name, "true or false") { $0.bool } }

  /// Reads a value of any kind, which must be present.
  public mutating func value(_ name: String) -> JSONValue { required(name, "a value") ?? .null }

  /// Reads a value of any kind; `nil` where it is absent.
  public mutating func optionalValue(_ name: String) -> JSONValue? { value(of: name) }

  /// Reads a string with `parse`, whose `nil` is a mistake.
  ///
  /// - Parameter expected: The noun phrase for what must be there, for the message: "a URL".
  public mutating func parsed<Result>(
    _ name: String, _ expected: String, default: Result? = nil, placeholder: @autoclosure () -> Result, _ parse: (String) -> Result?
  ) -> Result {
    read(name, expected, `default`, placeholder: placeholder()) { value in value.string.flatMap(parse) }
  }

  /// Reads a string with `parse`, whose `nil` is a mistake; `nil` where it is absent.
  public mutating func optionalParsed<Result>(_ name: String, _ expected: String, _ parse: (String) -> Result?) -> Result? {
    readOptional(name, expected) { value in value.string.flatMap(parse) }
  }

  // MARK: What all of them do

  mutating func read<Result>(
    _ name: String, _ expected: String, _ default: Result?, placeholder: @autoclosure () -> Result, _ convert: (JSONValue) -> Result?
  ) -> Result {
    if let `default` { return readOptional(name, expected, convert) ?? `default` }
    guard let value = required(name, expected) else { return placeholder() }
    if let result = convert(value) { return result }
    refuse(name, expected: expected, found: value)
    return placeholder()
  }

  mutating func readOptional<Result>(_ name: String, _ expected: String, _ convert: (JSONValue) -> Result?) -> Result? {
    guard let value = value(of: name) else { return nil }
    if let result = convert(value) { return result }
    refuse(name, expected: expected, found: value)
    return nil
  }

  // MARK: The kinds, and what they are called

  static func string(_ value: JSONValue, _ length: ClosedRange<Int>) -> String? {
    value.string.flatMap { length == 0...Int.max || length.contains($0.count) ? $0 : nil }
  }

  static func int(_ value: JSONValue, _ range: ClosedRange<Int>) -> Int? { value.int.flatMap { range.contains($0) ? $0 : nil } }

  private static func double(_ value: JSONValue, _ range: ClosedRange<Double>?) -> Double? {
    value.double.flatMap { range?.contains($0) ?? true ? $0 : nil }
  }

  static func text(_ length: ClosedRange<Int>) -> String {
    if length == 0...Int.max { return "a string" }
    if length.upperBound == .max {
      return length.lowerBound == 1 ? "a string that is not empty" : "a string of \(length.lowerBound) characters or more"
    }
    if length.lowerBound == length.upperBound { return "a string of \(length.lowerBound) characters" }
    return "a string of \(length.lowerBound) to \(length.upperBound) characters"
  }

  static func integer(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "an integer"
    case (_, .max): "an integer of \(range.lowerBound) or more"
    case (.min, _): "an integer of \(range.upperBound) or less"
    default: "an integer from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  private static func number(_ range: ClosedRange<Double>?) -> String {
    guard let range else { return "a number" }
    return range.upperBound == .infinity ? "a number of \(range.lowerBound) or more" : "a number from \(range.lowerBound) to \(range.upperBound)"
  }
}

extension JSONValue {
  /// The value in words, for a message: its kind, or the value itself where it is short.
  var described: String {
    switch content {
    case .bool(let value): "\(value)"
    case .number(let text): text.utf8.count <= 32 ? text : "a number"
    case .string(let text): text.utf8.count <= 64 ? "\"\(text)\"" : "a string of \(text.count) characters"
    case .object(let members): members.isEmpty ? "an empty object" : "an object"
    case .array(let elements): elements.isEmpty ? "an empty array" : elements.count == 1 ? "an array of 1" : "an array of \(elements.count)"
    case .null: "null"
    }
  }
}
