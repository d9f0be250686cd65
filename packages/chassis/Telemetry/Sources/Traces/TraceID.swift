/// The 16 bytes that name a trace; never all zero.
public struct TraceID: Sendable, Hashable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  /// `nil` if both are zero.
  public init?(high: UInt64, low: UInt64) {
    if high == 0 && low == 0 { return nil }
    (self.high, self.low) = (high, low)
  }

  /// 32 lower-case hexadecimal digits.
  public var description: String { String(bufferOf: 32) { write(to: &$0) } }

  func write(to buffer: inout LineBuffer) {
    buffer.appendHexadecimal(high)
    buffer.appendHexadecimal(low)
  }
}

/// The 8 bytes that name a span within its trace; never all zero.
public struct SpanID: Sendable, Hashable, CustomStringConvertible {
  public let value: UInt64

  /// `nil` if it is zero.
  public init?(_ value: UInt64) {
    if value == 0 { return nil }
    self.value = value
  }

  /// 16 lower-case hexadecimal digits.
  public var description: String { String(bufferOf: 16) { write(to: &$0) } }

  func write(to buffer: inout LineBuffer) { buffer.appendHexadecimal(value) }
}

extension String {
  /// What `body` writes, at most `capacity` bytes.
  init(bufferOf capacity: Int, _ body: (inout LineBuffer) -> Void) {
    self.init(unsafeUninitializedCapacity: capacity) { memory in
      var buffer = LineBuffer(memory.baseAddress!, limit: capacity)
      body(&buffer)
      return buffer.count
    }
  }
}
