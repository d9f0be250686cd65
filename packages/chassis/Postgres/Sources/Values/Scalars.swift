import JSON

extension Bool: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Bool {
    guard field.type == .bool else { throw field.mismatch(Bool.self) }
    return try field.integer(UInt8.self) != 0
  }

  @inlinable public var postgresValue: PostgresValue { .bool(self) }
}

extension PostgresField {
  /// The whole number that it is, in a type that holds it.
  @inline(__always)
  fileprivate func wholeNumber<Number: FixedWidthInteger>(_: Number.Type) throws(PostgresValueError) -> Number {
    let number: Int64
    switch type {
    case .int8: number = try integer()
    case .int4: number = Int64(try integer(Int32.self))
    case .int2: number = Int64(try integer(Int16.self))
    case .oid: number = Int64(try integer(UInt32.self))
    default: throw mismatch(Number.self)
    }
    guard let result = Number(exactly: number) else { throw PostgresValueError("\(number) is beyond \(Number.self)") }
    return result
  }
}

extension Int: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Int { try field.wholeNumber(Int.self) }
  @inlinable public var postgresValue: PostgresValue { .int(Int64(self)) }
}

extension Int64: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Int64 { try field.wholeNumber(Int64.self) }
  @inlinable public var postgresValue: PostgresValue { .int(self) }
}

extension Int32: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Int32 { try field.wholeNumber(Int32.self) }
  @inlinable public var postgresValue: PostgresValue { .int(Int64(self)) }
}

extension Int16: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Int16 { try field.wholeNumber(Int16.self) }
  @inlinable public var postgresValue: PostgresValue { .int(Int64(self)) }
}

extension UInt32: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> UInt32 { try field.wholeNumber(UInt32.self) }
  @inlinable public var postgresValue: PostgresValue { .int(Int64(self)) }
}

extension Double: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Double {
    switch field.type {
    case .float8: Double(bitPattern: try field.integer(UInt64.self))
    case .float4: Double(Float(bitPattern: try field.integer(UInt32.self)))
    default: throw field.mismatch(Double.self)
    }
  }

  @inlinable public var postgresValue: PostgresValue { .double(self) }
}

extension Float: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Float {
    guard field.type == .float4 else { throw field.mismatch(Float.self) }
    return Float(bitPattern: try field.integer(UInt32.self))
  }

  @inlinable public var postgresValue: PostgresValue { .float(self) }
}

/// Text, and the label of an enumeration.
extension String: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> String {
    guard field.type.isText else { throw field.mismatch(String.self) }
    let bytes = try field.content
    do {
      return String(copying: try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span))
    } catch {
      throw PostgresValueError("it is not valid UTF-8")
    }
  }

  @inlinable public var postgresValue: PostgresValue { .text(self) }
}

/// `json` and `jsonb`.
extension JSONValue: PostgresDecodable, PostgresEncodable {
  /// The number with which the binary form of `jsonb` begins.
  static let binaryVersion: UInt8 = 1

  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> JSONValue {
    var bytes = try field.content
    switch field.type {
    case .json: break
    case .jsonb:
      guard bytes.first == binaryVersion else { throw field.malformed }
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    default: throw field.mismatch(JSONValue.self)
    }
    do throws(JSONError) { return try JSONValue(parsing: Array(bytes)) } catch { throw PostgresValueError("its JSON is not read: \(error)") }
  }

  public var postgresValue: PostgresValue { .json(String(decoding: encoded(.compact), as: UTF8.self)) }
}
