/// The value of a field of a log record, or of an attribute of a span.
///
/// ```swift
/// logger.info("claimed", ["job": "nightly \(number)", "attempt": 3, "tags": ["a", "b"], "waited": .seconds(duration)])
/// ```
public enum LogValue: Sendable, Equatable {
  case string(String)
  case int(Int)
  case double(Double)
  case bool(Bool)
  case list([LogValue])
  case fields(LogFields)
  case null

  /// Returns a duration as a number of seconds.
  public static func seconds(_ duration: Duration) -> LogValue {
    let (seconds, attoseconds) = duration.components
    return .double(Double(seconds) + Double(attoseconds) / 1e18)
  }

  /// Returns the description of a value.
  public static func describing(_ value: some Any) -> LogValue { .string(String(describing: value)) }
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(stringInterpolation text: DefaultStringInterpolation) { self = .string(String(stringInterpolation: text)) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: LogValue...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, LogValue)...) { self = .fields(LogFields(elements.map { .init($0.0, $0.1) })) }
  public init(nilLiteral: ()) { self = .null }
}

/// Named values in the order given. Of two with one name the later counts.
public struct LogFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// A named value.
  public struct Field: Sendable, Equatable {
    /// The name.
    public let key: String
    /// The value.
    public let value: LogValue

    /// Creates a field.
    public init(_ key: String, _ value: LogValue) {
      self.key = key
      self.value = value
    }
  }

  /// All fields, those that a later one replaces among them.
  public private(set) var all: [Field]

  /// Creates fields.
  public init(_ fields: [Field] = []) { all = fields }

  public init(dictionaryLiteral elements: (String, LogValue)...) { all = elements.map { Field($0.0, $0.1) } }

  /// Whether there is no field.
  public var isEmpty: Bool { all.isEmpty }
  /// The number of fields, those that a later one replaces among them.
  public var count: Int { all.count }

  /// The value that counts for `key`. Setting it appends a field; `nil` is appended as `null`.
  public subscript(key: String) -> LogValue? {
    get { all.last { $0.key == key }?.value }
    set { all.append(Field(key, newValue ?? .null)) }
  }

  /// Returns these fields followed by `others`.
  public func adding(_ others: LogFields) -> LogFields {
    if isEmpty { return others }
    if others.isEmpty { return self }
    return LogFields(all + others.all)
  }
}
