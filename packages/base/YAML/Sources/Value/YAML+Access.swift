extension YAML {
  /// The value null.
  public static var null: YAML { YAML(.null) }
  /// Returns `true` or `false`.
  public static func bool(_ value: Bool) -> YAML { YAML(.bool(value)) }
  /// Returns an integer.
  public static func int(_ value: Int) -> YAML { YAML(.int(value)) }
  /// Returns a text.
  public static func string(_ text: String) -> YAML { YAML(.string(text)) }
  /// Returns a list.
  public static func list(_ elements: [YAML]) -> YAML { YAML(.list(elements)) }
  /// Returns a map.
  public static func map(_ entries: [Entry]) -> YAML { YAML(.map(entries)) }
  /// Returns a list of texts.
  public static func strings(_ texts: some Sequence<String>) -> YAML { .list(texts.map { .string($0) }) }
  /// Returns a map of the entries that have a value; those that are `nil` are left out.
  public static func members(_ members: [(String, YAML?)]) -> YAML { .map(members.compactMap { key, value in value.map { Entry(key, $0) } }) }

  /// The truth value, if the value is `true` or `false`.
  public var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
  /// The integer, if the value is one that fits `Int`.
  public var int: Int? { if case .int(let value) = content { value } else { nil } }
  /// The text, if the value is one.
  public var string: String? { if case .string(let text) = content { text } else { nil } }
  /// The elements, if the value is a list.
  public var list: [YAML]? { if case .list(let elements) = content { elements } else { nil } }
  /// The entries, if the value is a map.
  public var map: [Entry]? { if case .map(let entries) = content { entries } else { nil } }
  /// Whether the value is null.
  public var isNull: Bool { if case .null = content { true } else { false } }

  /// Returns the value of the entry with this key, if the value is a map that has one.
  public subscript(key: String) -> YAML? { entry(key)?.value }

  /// Returns the entry with this key, if the value is a map that has one.
  public func entry(_ key: String) -> Entry? { map?.first { areSame($0.key, key) } }

  /// The kind of the value in words, for messages such as "expected a list, found a string".
  public var kind: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .int, .decimal: "a number"
    case .string: "a string"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

/// Values are equal when their contents are, whatever their positions and their layout; the order of entries counts.
extension YAML: Equatable {
  public static func == (left: YAML, right: YAML) -> Bool {
    switch (left.content, right.content) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.decimal(let a), .decimal(let b)): a == b
    case (.string(let a), .string(let b)): areSame(a, b)
    case (.list(let a), .list(let b)): a == b
    case (.map(let a), .map(let b)): a.count == b.count && zip(a, b).allSatisfy { areSame($0.key, $1.key) && $0.value == $1.value }
    default: false
    }
  }
}

/// Compares texts code point by code point: `==` of `String` equates different spellings of one character.
func areSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

extension YAML: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: YAML...) { self = .list(elements) }
  public init(dictionaryLiteral entries: (String, YAML)...) { self = .map(entries.map { Entry($0.0, $0.1) }) }
}
