import IO

/// What it takes to cancel the statement of a session from another connection (PostgreSQL's documentation, section "Canceling Requests in
/// Progress").
struct Cancellation: Sendable {
  let address: SocketAddress
  /// The number of the server's process; 0 where it told none.
  let process: Int32
  let key: [UInt8]

  /// Asks the server to cancel what the session is doing, and waits until it has done so: the server closes the connection once the
  /// session's process has been signalled, so that what is sent after that is not meant.
  func send(until deadline: Deadline) async throws(PostgresError) {
    if key.isEmpty { return }
    let output = OutputBuffer()
    do throws(MessageTooLong) { try output.cancelRequest(process: process, key: key) } catch { throw PostgresError(error) }
    do throws(IOError) {
      let socket = try await Connector.connect(to: address, deadline: deadline)
      defer { socket.close() }
      try await socket.write(output.bytes, deadline: deadline)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
      defer { buffer.deallocate() }
      while try await socket.read(into: buffer, deadline: deadline) > 0 {}
    } catch {
      // A reset is an end too.
      if !error.isDisconnect { throw PostgresError(error) }
    }
  }
}
