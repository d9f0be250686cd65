/// Header fields of a message, in order (RFC 9110, section 5). Names compare without regard to case.
///
/// ```swift
/// var headers: Headers = ["content-type": "text/plain"]
/// headers["cache-control"] = "no-store"
/// ```
///
/// All fields are in one block of bytes, each as it goes over the wire with its lengths before it, and text is made of them only
/// when it is asked for: a message that nobody looks into costs no allocation per field.
public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  /// Per field: the length of the name (2 bytes) and of the value (4 bytes), then `name: value` and the line's end.
  private(set) var block: [UInt8] = []
  /// Count of fields.
  public private(set) var count = 0

  /// Name and value, as text. Bytes that are not UTF-8 are replaced by U+FFFD.
  public struct Field: Sendable, Equatable {
    /// Name as it was sent.
    public let name: String
    /// Value without the spaces around it.
    public let value: String
  }

  /// Makes no fields.
  public init() {}

  /// Makes fields in the order of the literal, as `append` does.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// Whether there is no field.
  public var isEmpty: Bool { count == 0 }

  /// Adds a field after the others.
  ///
  /// What could not be sent as one field never is: a name that is no token (see `isValid(name:)`) is left out, and control
  /// characters within the value, but for the tab, become spaces (RFC 9110, section 5.5).
  public mutating func append(_ name: String, _ value: String) {
    var name = name
    var value = value
    name.withUTF8 { name in
      value.withUTF8 { value in append(name: UnsafeRawBufferPointer(name), value: UnsafeRawBufferPointer(value)) }
    }
  }

  mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    if name.allSatisfy(ByteClass.isToken) { appendChecked(name: name, value: value.trimmingSpace) }
  }

  /// Adds a field whose name is known to be a token.
  mutating func appendChecked(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    guard !name.isEmpty, name.count <= UInt16.max, value.count <= Int32.max else { return }
    let start = block.count
    let length = FieldView.prefix + name.count + value.count + FieldView.punctuation
    block.reserveCapacity(start + length)
    let nameCount = UInt16(name.count)
    let valueCount = UInt32(value.count)
    block.append(UInt8(truncatingIfNeeded: nameCount))
    block.append(UInt8(truncatingIfNeeded: nameCount >> 8))
    block.append(UInt8(truncatingIfNeeded: valueCount))
    block.append(UInt8(truncatingIfNeeded: valueCount >> 8))
    block.append(UInt8(truncatingIfNeeded: valueCount >> 16))
    block.append(UInt8(truncatingIfNeeded: valueCount >> 24))
    block.append(contentsOf: name)
    block.append(UInt8(ascii: ":"))
    block.append(UInt8(ascii: " "))
    block.append(contentsOf: value)
    block.append(0x0D)
    block.append(0x0A)
    count += 1
    let valueStart = start + FieldView.prefix + name.count + 2
    for index in valueStart..<valueStart + value.count where !ByteClass.isFieldValue(block[index]) { block[index] = 0x20 }
  }

  /// Bytes of memory that the fields are in.
  @inline(__always) var heldBytes: Int { block.capacity }

  /// Forgets all fields and keeps the memory, if nobody else looks at it.
  mutating func removeAll() {
    block.removeAll(keepingCapacity: true)
    count = 0
  }

  /// Removes all fields with the name.
  public mutating func remove(_ name: String) {
    guard contains(name) else { return }
    var kept = Headers()
    withName(name) { wanted in
      forEachField { field in if !field.name.isEqualIgnoringCase(to: wanted) { kept.appendChecked(name: field.name, value: field.value) } }
    }
    self = kept
  }

  /// First value of the field. Setting it replaces all of them; `nil` removes them.
  public subscript(_ name: String) -> String? {
    get { withValue(name) { String(decoding: $0, as: UTF8.self) } }
    set {
      remove(name)
      if let newValue { append(name, newValue) }
    }
  }

  /// All fields, in order, as text.
  public var fields: [Field] {
    var fields: [Field] = []
    fields.reserveCapacity(count)
    forEachField { fields.append(Field(name: String(decoding: $0.name, as: UTF8.self), value: String(decoding: $0.value, as: UTF8.self))) }
    return fields
  }

  /// Values of all fields with the name, in order.
  public func values(_ name: String) -> [String] {
    var values: [String] = []
    withName(name) { wanted in
      forEachField { field in if field.name.isEqualIgnoringCase(to: wanted) { values.append(String(decoding: field.value, as: UTF8.self)) } }
    }
    return values
  }

  /// Whether there is a field with the name.
  public func contains(_ name: String) -> Bool { withValue(name) { _ in true } ?? false }

  /// Calls `body` with the first value's bytes, which are valid within it, with nothing allocated; `nil` where there is no such field.
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

extension Headers: Equatable {
  /// Whether both have the same fields in the same order; the case of names does not count.
  public static func == (left: Headers, right: Headers) -> Bool {
    left.count == right.count
      && zip(left.fields, right.fields).allSatisfy { $0.name.lowercased() == $1.name.lowercased() && $0.value == $1.value }
  }
}
