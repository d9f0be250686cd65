/// A value on its way to the server. Which type it becomes there is the server's to say, from the statement's text.
public enum PostgresValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case float(Float)
  case double(Double)
  case text(String)
  /// A JSON text.
  case json(String)
  case bytes([UInt8])
  case numeric(Numeric)
  case uuid(UUID)
  case date(PostgresDate)
  case timestamp(LocalTimestamp)
  case timestamptz(Timestamp)
  case interval(Interval)
  case array([PostgresValue])
}

/// A type whose values can be parameters of statements.
public protocol PostgresEncodable: Sendable {
  var postgresValue: PostgresValue { get }

  /// The value of an array of this type. It is there for `UInt8`, whose arrays are `bytea`.
  static func arrayValue(_ elements: [Self]) -> PostgresValue
}

extension PostgresEncodable {
  public static func arrayValue(_ elements: [Self]) -> PostgresValue { .array(elements.map(\.postgresValue)) }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  @inlinable public var postgresValue: PostgresValue { self?.postgresValue ?? .null }
}

/// An enumeration of Swift as one of the database: `enum Mood: String, PostgresEncodable { … }`.
extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
  public var postgresValue: PostgresValue { rawValue.postgresValue }
}

extension PostgresValue: PostgresEncodable {
  public var postgresValue: PostgresValue { self }
}
