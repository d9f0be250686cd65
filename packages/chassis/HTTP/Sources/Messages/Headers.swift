/// The header fields of a message, in order (RFC 9110, section 5). Names compare without regard to case.
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
  /// How many fields there are.
  public private(set) var count = 0

  /// A name and a value, as text. Bytes that are not UTF-8 are replaced by U+FFFD.
  public struct Field: Sendable, Equatable {
    public let name: String
    public let value: String
  }

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

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
    var rest = Headers()
    withName(name) { wanted in
      forEachField { field in if !field.name.isEqualIgnoringCase(to: wanted) { rest.appendChecked(name: field.name, value: field.value) } }
    }
    self = rest
  }

  /// The first value of the field. Setting it replaces all of them; `nil` removes them.
  public subscript(_ name: String) -> String? {
    get { withValue(name) { String(decoding: $0, as: UTF8.self) } }
    set {
      remove(name)
      if let newValue { append(name, newValue) }
    }
  }
}

extension Headers: Equatable {
  /// Whether both have the same fields in the same order; the case of names does not count.
  public static func == (left: Headers, right: Headers) -> Bool {
    left.count == right.count
      && zip(left.fields, right.fields).allSatisfy { $0.name.lowercased() == $1.name.lowercased() && $0.value == $1.value }
  }
}
