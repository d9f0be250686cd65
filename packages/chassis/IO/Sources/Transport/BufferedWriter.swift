/// Gathers small pieces and writes them together. It never holds more than its capacity: a piece that does not fit waits until the peer
/// has taken what is held, together with which it is sent.
///
/// Like its transport it belongs to one loop, and to one task at a time.
public final class BufferedWriter: @unchecked Sendable {
  private let transport: any Transport
  public let capacity: Int
  private var held: [UInt8] = []

  public init(_ transport: any Transport, capacity: Int = 16_384) {
    self.transport = transport
    self.capacity = capacity
  }

  /// Bytes that are held and not yet written.
  public var count: Int { held.count }

  /// Takes all of it: to hold, or, with what is held, to the peer.
  public func write(_ bytes: [UInt8], deadline: Deadline) async throws(IOError) {
    if held.count + bytes.count <= capacity {
      held += bytes
      return
    }
    try await send(bytes, deadline)
  }

  /// Writes what is held.
  public func flush(deadline: Deadline) async throws(IOError) {
    if !held.isEmpty { try await send([], deadline) }
  }

  private func send(_ bytes: [UInt8], _ deadline: Deadline) async throws(IOError) {
    let first = held
    held.removeAll(keepingCapacity: false)
    var written = 0
    while true {
      // The parts are named anew for each attempt, since an array's bytes have no address while a task waits.
      written += try first.withBytes { first throws(IOError) in
        try bytes.withBytes { bytes throws(IOError) in
          let ofFirst = min(written, first.count)
          return try transport.tryWrite(
            UnsafeRawBufferPointer(rebasing: first[ofFirst...]), UnsafeRawBufferPointer(rebasing: bytes[(written - ofFirst)...]))
        }
      }
      if written == first.count + bytes.count { return }
      try await transport.waitUntilWritable(deadline: deadline)
    }
  }
}

extension [UInt8] {
  /// The bytes, with errors of a known type.
  func withBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result {
    try span.bytes.withUnsafeBytes { bytes throws(Failure) in try body(bytes) }
  }
}
