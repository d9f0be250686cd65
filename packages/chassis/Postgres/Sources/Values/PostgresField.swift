/// A field of a row, as the server sent it. Its bytes stay where they were received, and it is gone when decoding ends.
public struct PostgresField: ~Copyable {
  /// The type of the column, or of the array's elements.
  public let type: PostgresType
  private let value: UnsafeRawBufferPointer?

  init(type: PostgresType, value: UnsafeRawBufferPointer?) {
    self.type = type
    self.value = value
  }

  public var isNull: Bool { value == nil }

  /// A copy of the bytes, in the type's binary form. Throws for a null.
  public var bytes: [UInt8] { get throws(PostgresValueError) { Array(try content) } }

  /// The bytes, in the type's binary form. Throws for a null.
  var content: UnsafeRawBufferPointer {
    @inline(__always) get throws(PostgresValueError) {
      guard let value else { throw PostgresValueError("it is null, which an optional alone can be") }
      return value
    }
  }

  /// The number that the bytes are. Throws where there are not as many as it has.
  @inline(__always)
  func integer<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(PostgresValueError) -> Number {
    let content = try content
    if content.count != MemoryLayout<Number>.size { throw malformed }
    return Number(bigEndian: content.loadUnaligned(as: Number.self))
  }

  /// The error of a type that the Swift type is not read from.
  func mismatch(_ swiftType: Any.Type) -> PostgresValueError {
    PostgresValueError("it is \(type), which is not read as \(swiftType); cast it in the statement, or read it as another type")
  }

  /// The error of bytes that are no value of the type.
  var malformed: PostgresValueError { PostgresValueError("its bytes are no value of \(type)") }
}

/// A reason why a field is not what it is read as: a clause.
public struct PostgresValueError: Error, Equatable {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// A type that fields of rows are read as.
public protocol PostgresDecodable {
  /// Reads the field. Throws where it is null, or of a type that this one is not read from.
  static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Self

  /// Reads a field as an array of this type. It is there for `UInt8`, whose arrays are `bytea`.
  static func decodeArray(_ field: borrowing PostgresField) throws(PostgresValueError) -> [Self]
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Wrapped? {
    field.isNull ? nil : try Wrapped.decode(field)
  }
}

/// An enumeration of the database as one of Swift: `enum Mood: String, PostgresDecodable { … }`.
extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Self {
    let rawValue = try RawValue.decode(field)
    guard let value = Self(rawValue: rawValue) else { throw PostgresValueError("\(rawValue) is no case of \(Self.self)") }
    return value
  }
}
