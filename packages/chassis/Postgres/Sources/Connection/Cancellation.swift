import IO

/// What it takes to cancel the statement of a session from another connection (PostgreSQL's documentation, section "Canceling Requests in
/// Progress").
struct Cancellation: Sendable {
  let address: SocketAddress
  /// TLS, where the session has it: who listens must not learn the key either.
  let encryption: Encryption?
  /// The number of the server's process; 0 where it told none.
  let process: Int32
  let key: [UInt8]

  /// Asks the server to cancel what the session is doing, and waits until it has done so: the server closes the connection once the
  /// session's process has been signalled, so that what is sent after that is not meant.
  func send(until deadline: Deadline) async throws(PostgresError) {
    if key.isEmpty { return }
    let output = OutputBuffer()
    do throws(MessageTooLong) { try output.cancelRequest(process: process, key: key) } catch { throw PostgresError(error) }
    let socket: Socket
    do throws(IOError) { socket = try await Connector.connect(to: address, deadline: deadline) } catch {
      if error.isDisconnect { return }
      throw PostgresError(error)
    }
    defer { socket.close() }
    let transport: any Transport = if let encryption { try await encryption.secure(socket, until: deadline) } else { socket }
    defer { transport.close() }
    do throws(IOError) {
      try await transport.write(output.bytes, deadline: deadline)
      try await readToEnd(transport, deadline)
    } catch {
      if !error.isDisconnect { throw PostgresError(error) }
    }
  }

  private func readToEnd(_ transport: any Transport, _ deadline: Deadline) async throws(IOError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { buffer.deallocate() }
    do throws(IOError) {
      while try await transport.read(into: buffer, deadline: deadline) > 0 {}
    } catch {
      // A reset is an end too, and so is one without a close_notify: nothing was to come that could be missed.
      if case .insecure = error { return }
      throw error
    }
  }
}
