import Calendar

extension Timestamp: PostgresDecodable, PostgresEncodable, CustomStringConvertible {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Timestamp {
    guard field.type == .timestamptz else { throw field.mismatch(Timestamp.self) }
    return Timestamp(microseconds: try field.integer())
  }

  public var postgresValue: PostgresValue { .timestamptz(self) }

  /// The text that the server reads: `2026-11-29 16:00:00.000001+00`, `infinity`.
  public var description: String {
    if !isFinite { return self == .distantFuture ? "infinity" : "-infinity" }
    let text = ServerEpoch.text(microseconds)
    return text.hasSuffix(" BC") ? "\(text.dropLast(3))+00 BC" : "\(text)+00"
  }
}

extension LocalTimestamp: PostgresDecodable, PostgresEncodable, CustomStringConvertible {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> LocalTimestamp {
    guard field.type == .timestamp else { throw field.mismatch(LocalTimestamp.self) }
    return LocalTimestamp(microseconds: try field.integer())
  }

  public var postgresValue: PostgresValue { .timestamp(self) }

  /// The text that the server reads: `2026-11-29 16:00:00.000001`, `infinity`.
  public var description: String {
    isFinite ? ServerEpoch.text(microseconds) : self == .distantFuture ? "infinity" : "-infinity"
  }
}

extension PostgresDate: PostgresDecodable, PostgresEncodable, CustomStringConvertible {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> PostgresDate {
    guard field.type == .date else { throw field.mismatch(PostgresDate.self) }
    return PostgresDate(days: try field.integer())
  }

  public var postgresValue: PostgresValue { .date(self) }

  /// The text that the server reads: `2026-11-29`, `infinity`.
  public var description: String {
    guard let date else { return self == .distantFuture ? "infinity" : "-infinity" }
    return ServerEpoch.text(date) + (date.year > 0 ? "" : " BC")
  }
}

extension CalendarDate: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> CalendarDate {
    let value = try PostgresDate.decode(field)
    guard let date = value.date else { throw PostgresValueError("it is \(value), which PostgresDate alone can be") }
    return date
  }

  public var postgresValue: PostgresValue { .date(PostgresDate(self)) }
}

extension Interval: PostgresDecodable, PostgresEncodable, CustomStringConvertible {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Interval {
    guard field.type == .interval else { throw field.mismatch(Interval.self) }
    let number = try field.integer(UInt128.self)
    return Interval(
      months: Int32(truncatingIfNeeded: number), days: Int32(truncatingIfNeeded: number >> 32),
      microseconds: Int64(truncatingIfNeeded: number >> 64))
  }

  public var postgresValue: PostgresValue { .interval(self) }

  /// The text that the server reads: `14 mons -3 days 1000000 microseconds`.
  public var description: String { "\(months) mons \(days) days \(microseconds) microseconds" }
}
