extension PostgresDecodable {
  /// Reads an array of one dimension, or an empty one.
  public static func decodeArray(_ field: borrowing PostgresField) throws(PostgresValueError) -> [Self] {
    do throws(MalformedMessage) {
      var reader = MessageReader(try contentOfArray(field))
      let dimensions = try reader.integer(Int32.self)
      // Whether there are nulls, which the elements tell.
      _ = try reader.integer(Int32.self)
      let type = PostgresType(rawValue: try reader.integer(UInt32.self))
      if dimensions == 0 { return [] }
      guard dimensions == 1 else { throw MalformedMessage("it is an array of \(dimensions) dimensions, and one of a single one is read") }
      let count = Int(try reader.integer(Int32.self))
      // The number of the first element.
      _ = try reader.integer(Int32.self)
      // Each element has a length of four bytes at least.
      guard count >= 0, count <= reader.count / 4 else { throw MalformedMessage("its bytes are no array") }
      var elements: [Self] = []
      elements.reserveCapacity(count)
      for _ in 0..<count {
        let value = try reader.value()
        do throws(PostgresValueError) {
          elements.append(try decode(PostgresField(type: type, value: value)))
        } catch {
          throw MalformedMessage("of the element \(elements.count + 1): \(error.reason)")
        }
      }
      if reader.count > 0 { throw MalformedMessage("its bytes are no array") }
      return elements
    } catch {
      throw PostgresValueError(error.fault)
    }
  }

  private static func contentOfArray(_ field: borrowing PostgresField) throws(MalformedMessage) -> UnsafeRawBufferPointer {
    // The built-in types of this package are known to be no arrays; others may be arrays of an enumeration.
    do throws(PostgresValueError) {
      if field.type.element == nil, !field.type.isText || field.type.rawValue < 16_384 { throw field.mismatch([Self].self) }
      return try field.content
    } catch {
      throw MalformedMessage(error.reason)
    }
  }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> [Element] { try Element.decodeArray(field) }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
  public var postgresValue: PostgresValue { Element.arrayValue(self) }
}

/// The element of `bytea`, which is read as `[UInt8]`. There is no type of a single byte.
extension UInt8: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> UInt8 { throw field.mismatch(UInt8.self) }

  public static func decodeArray(_ field: borrowing PostgresField) throws(PostgresValueError) -> [UInt8] {
    guard field.type == .bytea else { throw field.mismatch([UInt8].self) }
    return Array(try field.content)
  }

  public var postgresValue: PostgresValue { .int(Int64(self)) }

  public static func arrayValue(_ elements: [UInt8]) -> PostgresValue { .bytes(elements) }
}
