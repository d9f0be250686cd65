/// A reader of a message's fields, one after the other (PostgreSQL's documentation, section "Message Data Types"). It never reads beyond
/// the message, and is valid as long as the bytes that it was given.
struct MessageReader {
  private var rest: UnsafeRawBufferPointer

  init(_ body: UnsafeRawBufferPointer) { rest = body }

  /// Bytes not yet read.
  var count: Int { rest.count }

  /// Reads so many bytes, which stay where they are.
  @inline(__always)
  mutating func bytes(_ count: Int) throws(MalformedMessage) -> UnsafeRawBufferPointer {
    if count < 0 || count > rest.count { throw MalformedMessage("a field is longer than its message") }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<count])
  }

  mutating func byte() throws(MalformedMessage) -> UInt8 { try bytes(1)[0] }

  @inline(__always)
  mutating func integer<Number: FixedWidthInteger>(_: Number.Type) throws(MalformedMessage) -> Number {
    Number(bigEndian: try bytes(MemoryLayout<Number>.size).loadUnaligned(as: Number.self))
  }

  /// Reads a text that ends with a zero byte, and returns it without that.
  mutating func text() throws(MalformedMessage) -> String {
    guard let end = rest.firstIndex(of: 0) else { throw MalformedMessage("a text has no end") }
    let text = try bytes(end)
    _ = try byte()
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads the value of a field that begins with its length; `nil` for a null.
  @inline(__always)
  mutating func value() throws(MalformedMessage) -> UnsafeRawBufferPointer? {
    let length = try integer(Int32.self)
    if length == -1 { return nil }
    return try bytes(Int(length))
  }
}

/// The fault of bytes that are no message of the protocol, or not one that may come now.
struct MalformedMessage: Error, Equatable {
  /// A clause that says what is wrong.
  let fault: String

  init(_ fault: String) { self.fault = fault }
}
