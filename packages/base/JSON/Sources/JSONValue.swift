/// A JSON value (RFC 8259) that knows its position in the text.
///
/// Objects keep their members in the order they were written or built.
public struct JSONValue: Sendable {
  /// The kind and content of a value.
  public enum Content: Sendable {
    case null
    case bool(Bool)
    /// A number as it is written: a number that was not computed is never rounded.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])
  }

  /// A member of an object, with the position of its key.
  public struct Member: Sendable {
    /// The key, without its quotes.
    public let key: String
    /// The position of the key; `nil` for a member made by a program.
    public let keyPosition: JSONPosition?
    /// The value.
    public let value: JSONValue

    /// Creates a member.
    public init(_ key: String, _ value: JSONValue, keyPosition: JSONPosition? = nil) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// The content.
  public let content: Content
  /// The position of the value's first byte; `nil` for a value made by a program.
  public let position: JSONPosition?

  /// Creates a value.
  public init(_ content: Content, position: JSONPosition? = nil) {
    self.content = content
    self.position = position
  }
}

/// A position in a text.
public struct JSONPosition: Sendable, Hashable {
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension JSONValue {
  /// Returns an object.
  public static func object(_ members: [Member]) -> JSONValue { JSONValue(.object(members)) }
  /// Returns an array.
  public static func array(_ elements: [JSONValue]) -> JSONValue { JSONValue(.array(elements)) }
  /// Returns a string.
  public static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }
  /// Returns a number.
  public static func number(_ value: Int) -> JSONValue { JSONValue(.number(String(value))) }
  /// Returns a number, which must be finite.
  public static func number(_ value: Double) -> JSONValue {
    precondition(value.isFinite, "JSON has no way to write \(value)")
    return JSONValue(.number("\(value)"))
  }
  /// Returns `true` or `false`.
  public static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }
  /// The value `null`.
  public static var null: JSONValue { JSONValue(.null) }

  /// The text, if the value is a string.
  public var string: String? { if case .string(let text) = content { text } else { nil } }
  /// The truth value, if the value is `true` or `false`.
  public var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
  /// The elements, if the value is an array.
  public var array: [JSONValue]? { if case .array(let elements) = content { elements } else { nil } }
  /// The members, if the value is an object.
  public var object: [Member]? { if case .object(let members) = content { members } else { nil } }
  /// The number as an integer, if it is written as one and fits.
  public var int: Int? { if case .number(let text) = content { Int(text) } else { nil } }
  /// The number rounded to a `Double`, if it is within its range.
  public var double: Double? {
    guard case .number(let text) = content, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Returns the value of the first member with this key, if the value is an object that has one.
  public subscript(key: String) -> JSONValue? { object?.first { areSame($0.key, key) }?.value }

  /// The kind of the value in words, for messages such as "expected a string, found an array".
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

/// Values are equal when their contents are, whatever their positions; the order of an object's members counts.
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

/// Compares texts code point by code point (RFC 8259, section 8.3): `==` of `String` equates different spellings of one character.
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
