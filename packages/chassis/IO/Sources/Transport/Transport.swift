/// A stream of bytes to a peer and from it. A socket is one; so is whatever wraps one (TLS, a fault injector for tests).
///
/// It is confined to the event loop it was made on: every call is made from tasks of that loop. One task reads and one writes at a time.
/// What is already there is taken without waiting (`tryRead`, `tryWrite`), and the waiting is apart, so that an idle connection holds
/// no buffer. `read` and `write` are made of the two.
public protocol Transport: AnyObject, Sendable {
  /// Address of the other end; `nil` where it has none.
  var peer: SocketAddress? { get }

  /// Reads what has arrived, up to the buffer's size (at least 1), and returns how many bytes that was. 0 is the end of the stream; `nil`
  /// says to wait until it is readable. Throws `IOError.system`, and `IOError.closed` after `close`.
  func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int?

  /// Writes what the peer has room for, the parts in order, and returns how many bytes that was. If it is not all of them, wait until
  /// it is writable. Throws `IOError.system`, and `IOError.closed` after `close`.
  func tryWrite(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int

  /// Bytes that were written and that the peer has not confirmed yet, as far as the system tells; 0 where it does not. What the system
  /// has accepted has not reached the peer yet.
  var unconfirmedBytes: Int { get }

  /// Waits until there are bytes, or the end of the stream, or an error, to be read. It may also return early, with nothing to be read.
  /// Throws `IOError.timedOut`, `.cancelled` or `.closed`.
  func waitUntilReadable(deadline: Deadline) async throws(IOError)

  /// Waits until there is room to write. It may also return early, with none. Throws `IOError.timedOut`, `.cancelled` or `.closed`.
  func waitUntilWritable(deadline: Deadline) async throws(IOError)

  /// Ends the wait of a task in `waitUntilReadable`, which returns early; where none waits, it does nothing.
  func wakeReader()

  /// Tells the peer that nothing more will be written (shutdown(2)). Call it once all is written.
  func finishWriting()

  /// Closes both directions and gives the descriptor back; what waits on it throws `IOError.closed`. May be called more than once, and,
  /// unlike the other members, from any thread; away from the loop it takes effect soon.
  ///
  /// Bytes that the peer sent and nobody read make the peer lose what it has not read yet: to be sure that it gets all,
  /// `finishWriting`, read to the end, and then close.
  func close()
}

extension Transport {
  public var unconfirmedBytes: Int { 0 }

  /// Waits until there are bytes, reads as many as there are, up to the buffer's size (at least 1), and returns how many that was; 0 at the
  /// end of the stream.
  /// The buffer must stay valid until the call returns.
  public func read(into buffer: UnsafeMutableRawBufferPointer, deadline: Deadline) async throws(IOError) -> Int {
    while true {
      if let count = try tryRead(into: buffer) { return count }
      try await waitUntilReadable(deadline: deadline)
    }
  }

  /// Writes all bytes of both parts, in order, waiting for the peer as needed. The parts must stay valid until the call returns.
  public func write(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0), deadline: Deadline
  ) async throws(IOError) {
    var (first, second) = (first, second)
    while true {
      let count = try tryWrite(first, second)
      let ofFirst = min(count, first.count)
      first = UnsafeRawBufferPointer(rebasing: first[ofFirst...])
      second = UnsafeRawBufferPointer(rebasing: second[(count - ofFirst)...])
      if first.isEmpty && second.isEmpty { return }
      try await waitUntilWritable(deadline: deadline)
    }
  }

  /// Writes all bytes, waiting for the peer as needed.
  public func write(_ bytes: [UInt8], deadline: Deadline) async throws(IOError) {
    var written = 0
    while true {
      written += try bytes.withBytes { bytes throws(IOError) in
        try tryWrite(UnsafeRawBufferPointer(rebasing: bytes[written...]), UnsafeRawBufferPointer(start: nil, count: 0))
      }
      if written == bytes.count { return }
      try await waitUntilWritable(deadline: deadline)
    }
  }
}

extension [UInt8] {
  /// Calls `body` with the bytes, with errors of a known type.
  func withBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result {
    try span.bytes.withUnsafeBytes { bytes throws(Failure) in try body(bytes) }
  }
}
