/// A stream of bytes to a peer and from it. A socket is one; so is whatever wraps one (TLS, a fault injector for tests).
///
/// Confined to the event loop it was made on: every call is made from tasks of that loop. One reader and one writer at a time.
public protocol Transport: AnyObject, Sendable {
  /// The other end; `nil` where it has no address.
  var peer: SocketAddress? { get }

  /// Waits until there are bytes, and reads as many as there are, up to the buffer's size (at least 1). 0 is the end of the stream.
  /// The buffer must stay valid until the call returns.
  func read(into buffer: UnsafeMutableRawBufferPointer, deadline: Deadline) async throws(IOError) -> Int

  /// Writes all of it, the parts in order, waiting for the peer as needed. The parts must stay valid until the call returns.
  func write(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, deadline: Deadline) async throws(IOError)

  /// Tells the peer that nothing more will be written.
  func finishWriting()

  /// Closes both directions and gives the descriptor back; what waits on it throws `closed`. May be called more than once.
  func close()
}
