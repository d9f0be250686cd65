/// The id of a trace: 16 bytes, never all zero.
public struct TraceID: Sendable, Hashable, CustomStringConvertible {
  /// The first 8 bytes, as a big-endian number.
  public let high: UInt64
  /// The last 8 bytes, as a big-endian number.
  public let low: UInt64

  /// Creates an id; `nil` if both halves are zero.
  public init?(high: UInt64, low: UInt64) {
    if high == 0 && low == 0 { return nil }
    (self.high, self.low) = (high, low)
  }

  /// The id as 32 lower-case hexadecimal digits.
  public var description: String { String(bufferOf: 32) { write(to: &$0) } }

  func write(to buffer: inout LineBuffer) {
    buffer.appendHexadecimal(high)
    buffer.appendHexadecimal(low)
  }
}

/// The id of a span within its trace: 8 bytes, never all zero.
public struct SpanID: Sendable, Hashable, CustomStringConvertible {
  /// The bytes, as a big-endian number.
  public let value: UInt64

  /// Creates an id; `nil` if it is zero.
  public init?(_ value: UInt64) {
    if value == 0 { return nil }
    self.value = value
  }

  /// The id as 16 lower-case hexadecimal digits.
  public var description: String { String(bufferOf: 16) { write(to: &$0) } }

  func write(to buffer: inout LineBuffer) { buffer.appendHexadecimal(value) }
}

extension String {
  /// Creates a text of at most `capacity` bytes that `body` writes.
  init(bufferOf capacity: Int, _ body: (inout LineBuffer) -> Void) {
    self.init(unsafeUninitializedCapacity: capacity) { memory in
      var buffer = LineBuffer(memory.baseAddress!, limit: capacity)
      body(&buffer)
      return buffer.count
    }
  }
}
