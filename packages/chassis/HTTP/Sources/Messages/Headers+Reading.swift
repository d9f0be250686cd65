/// A field within a block of fields, valid as long as the block.
struct FieldView {
  /// The two lengths.
  static let prefix = 6
  /// The colon, the space and the line's end.
  static let punctuation = 4

  let name: UnsafeRawBufferPointer
  let value: UnsafeRawBufferPointer
  /// `name: value` and the line's end.
  let line: UnsafeRawBufferPointer
  /// Where the next field starts.
  let end: Int

  init(_ block: UnsafeRawBufferPointer, at start: Int) {
    let nameCount = Int(UInt16(littleEndian: block.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
    let valueCount = Int(UInt32(littleEndian: block.loadUnaligned(fromByteOffset: start + 2, as: UInt32.self)))
    let nameStart = start + Self.prefix
    let valueStart = nameStart + nameCount + 2
    name = UnsafeRawBufferPointer(rebasing: block[nameStart..<nameStart + nameCount])
    value = UnsafeRawBufferPointer(rebasing: block[valueStart..<valueStart + valueCount])
    end = valueStart + valueCount + 2
    line = UnsafeRawBufferPointer(rebasing: block[nameStart..<end])
  }
}

extension Headers {
  /// All fields, in order, as text.
  public var fields: [Field] {
    var fields: [Field] = []
    fields.reserveCapacity(count)
    forEachField { fields.append(Field(name: String(decoding: $0.name, as: UTF8.self), value: String(decoding: $0.value, as: UTF8.self))) }
    return fields
  }

  /// The values of all fields with the name, in order.
  public func values(_ name: String) -> [String] {
    var values: [String] = []
    withName(name) { wanted in
      forEachField { field in if field.name.isEqualIgnoringCase(to: wanted) { values.append(String(decoding: field.value, as: UTF8.self)) } }
    }
    return values
  }

  public func contains(_ name: String) -> Bool { withValue(name) { _ in true } ?? false }

  /// The first value's bytes, with nothing allocated; `nil` where there is no such field. They are valid within `body`.
  public func withValue<Result>(_ name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    withName(name) { wanted in
      block.withUnsafeBytes { block in
        var place = 0
        while place < block.count {
          let field = FieldView(block, at: place)
          if field.name.isEqualIgnoringCase(to: wanted) { return body(field.value) }
          place = field.end
        }
        return nil
      }
    }
  }

  /// Whether one of the comma-separated members of the field's values is the token, without regard to case
  /// (RFC 9110, section 5.6.1): `headers.lists("close", in: "connection")`.
  public func lists(_ token: String, in name: String) -> Bool {
    var found = false
    withName(name) { wanted in
      withName(token) { token in
        forEachField { field in
          guard field.name.isEqualIgnoringCase(to: wanted) else { return }
          for member in field.value.split(separator: UInt8(ascii: ",")) {
            found = found || UnsafeRawBufferPointer(rebasing: member).trimmingSpace.isEqualIgnoringCase(to: token)
          }
        }
      }
    }
    return found
  }

  /// Whether a field can have the name: one token (RFC 9110, section 5.6.2).
  public static func isValid(name: String) -> Bool { !name.isEmpty && name.utf8.allSatisfy(ByteClass.isToken) }

  /// Whether a field can have the value as it is: no control character but the tab, no space at its ends (RFC 9110, section 5.5).
  public static func isValid(value: String) -> Bool {
    let isSpace = { (byte: UInt8?) in byte == 0x20 || byte == 0x09 }
    return value.utf8.allSatisfy(ByteClass.isFieldValue) && !isSpace(value.utf8.first) && !isSpace(value.utf8.last)
  }

  func forEachField(_ body: (FieldView) -> Void) {
    block.withUnsafeBytes { block in
      var place = 0
      while place < block.count {
        let field = FieldView(block, at: place)
        body(field)
        place = field.end
      }
    }
  }

  func withName<Result>(_ name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var name = name
    return name.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
