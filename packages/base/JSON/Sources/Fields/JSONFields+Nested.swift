extension JSONFields {
  // MARK: Objects

  /// Reads an object with `body`.
  public mutating func object<Result>(_ name: String, _ body: (inout JSONFields) -> Result) -> Result {
    guard let value = required(name, "an object") else { return Self.placeholder(body) }
    return readObject(name, value, body)
  }

  /// Reads an object with `body`; `nil` where it is absent.
  public mutating func optionalObject<Result>(_ name: String, _ body: (inout JSONFields) -> Result) -> Result? {
    value(of: name).map { readObject(name, $0, body) }
  }

  /// Reads an object as a value of a type.
  public mutating func object<Result: JSONDecodable>(_ name: String, as _: Result.Type = Result.self) -> Result {
    object(name) { fields in Result(from: &fields) }
  }

  /// Reads an object as a value of a type; `nil` where it is absent.
  public mutating func optionalObject<Result: JSONDecodable>(_ name: String, as _: Result.Type = Result.self) -> Result? {
    optionalObject(name) { fields in Result(from: &fields) }
  }

  // MARK: Arrays

  /// Reads an array of `count` objects, each with `body`.
  public mutating func array<Result>(
    _ name: String, default: [Result]? = nil, count: ClosedRange<Int> = 0...Int.max, _ body: (inout JSONFields) -> Result
  ) -> [Result] {
    let elements = elements(name, "objects", count, isRequired: `default` == nil)
    return elements?.enumerated().map { readElement(name, $0.offset, $0.element, body) } ?? `default` ?? []
  }

  /// Reads an array of `count` objects, each as a value of a type.
  public mutating func array<Result: JSONDecodable>(
    _ name: String, of _: Result.Type = Result.self, default: [Result]? = nil, count: ClosedRange<Int> = 0...Int.max
  ) -> [Result] {
    array(name, default: `default`, count: count) { fields in Result(from: &fields) }
  }

  /// Reads an array of `count` strings, each of `length` characters.
  public mutating func strings(
    _ name: String, default: [String]? = nil, count: ClosedRange<Int> = 0...Int.max, length: ClosedRange<Int> = 0...Int.max
  ) -> [String] {
    scalars(name, `default`, "strings", count, Self.text(length)) { Self.string($0, length) }
  }

  /// Reads an array of `count` integers, each in the range.
  public mutating func ints(
    _ name: String, default: [Int]? = nil, count: ClosedRange<Int> = 0...Int.max, in range: ClosedRange<Int> = Int.min...Int.max
  ) -> [Int] {
    scalars(name, `default`, "integers", count, Self.integer(range)) { Self.int($0, range) }
  }

  // MARK: Maps

  /// Reads an object whose names are free and whose values are strings, such as headers, in the order written.
  public mutating func stringMap(_ name: String, default: [(name: String, value: String)]? = nil) -> [(name: String, value: String)] {
    let read: (inout JSONFields) -> [(name: String, value: String)] = { fields in
      fields.allNames().map { (name: $0, value: fields.string($0)) }
    }
    if let `default` { return optionalObject(name, read) ?? `default` }
    return object(name, read)
  }

  // MARK: What all arrays do

  private mutating func elements(_ name: String, _ what: String, _ count: ClosedRange<Int>, isRequired: Bool) -> [JSONValue]? {
    let expected = "an array of \(Self.amount(count))\(what)"
    guard let value = isRequired ? required(name, expected) : value(of: name) else { return nil }
    if let elements = value.array, count.contains(elements.count) { return elements }
    refuse(name, expected: expected, found: value)
    return nil
  }

  private mutating func scalars<Result>(
    _ name: String, _ default: [Result]?, _ what: String, _ count: ClosedRange<Int>, _ expected: String, _ convert: (JSONValue) -> Result?
  ) -> [Result] {
    guard let elements = elements(name, what, count, isRequired: `default` == nil) else { return `default` ?? [] }
    return elements.enumerated().compactMap { index, element in
      if let result = convert(element) { return result }
      refuseElement(name, index, expected: expected, found: element)
      return nil
    }
  }

  private static func amount(_ count: ClosedRange<Int>) -> String {
    if count == 0...Int.max { return "" }
    if count.upperBound == .max { return "\(count.lowerBound) or more " }
    return count.lowerBound == count.upperBound ? "\(count.lowerBound) " : "\(count.lowerBound) to \(count.upperBound) "
  }
}
