/// A JSON value (RFC 8259) that knows where in its text it began.
///
/// Objects keep their members in the order they were written, so what is read can be reported in the reader's order,
/// and what is written comes out in the order it was built.
public struct JSONValue: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number as it stands in the text: `JSONValue` never rounds what it did not compute.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])
  }

  /// One `"key": value` of an object, with the place of its key.
  public struct Member: Sendable {
    public let key: String
    public let keyPosition: JSONPosition?
    public let value: JSONValue

    public init(_ key: String, _ value: JSONValue, keyPosition: JSONPosition? = nil) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public let content: Content
  /// Where the value's first byte stands; `nil` for a value made by a program.
  public let position: JSONPosition?

  public init(_ content: Content, position: JSONPosition? = nil) {
    self.content = content
    self.position = position
  }
}

/// A place in a text: both count from 1, the column in bytes.
public struct JSONPosition: Sendable, Hashable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension JSONValue {
  public static func object(_ members: [Member]) -> JSONValue { JSONValue(.object(members)) }
  public static func array(_ elements: [JSONValue]) -> JSONValue { JSONValue(.array(elements)) }
  public static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }
  public static func number(_ value: Int) -> JSONValue { JSONValue(.number(String(value))) }
  public static func number(_ value: Double) -> JSONValue {
    precondition(value.isFinite, "JSON has no way to write \(value)")
    return JSONValue(.number("\(value)"))
  }
  public static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }
  public static var null: JSONValue { JSONValue(.null) }

  public var string: String? { if case .string(let text) = content { text } else { nil } }
  public var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let elements) = content { elements } else { nil } }
  public var object: [Member]? { if case .object(let members) = content { members } else { nil } }
  /// The number as an integer, if it is written as one and fits.
  public var int: Int? { if case .number(let text) = content { Int(text) } else { nil } }
  /// The number rounded to a `Double`, if it is not beyond the largest of them.
  public var double: Double? {
    guard case .number(let text) = content, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The first member with this key, if the value is an object that has one.
  public subscript(key: String) -> JSONValue? { object?.first { areSame($0.key, key) }?.value }

  /// What kind of value this is, in words: for messages such as "expected a string, found an array".
  public var kind: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// Two values are equal when they say the same, wherever they stand; the order of an object's members counts.
extension JSONValue: Equatable {
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left.content, right.content) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): areSame(a, b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.count == b.count && zip(a, b).allSatisfy { areSame($0.key, $1.key) && $0.value == $1.value }
    default: false
    }
  }
}

/// Code point by code point, as section 8.3 has it: a `String`'s own `==` takes different spellings of one character for the same.
func areSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(members.map { Member($0.0, $0.1) }) }
}
