import IO

/// Messages to the server and from it, over a transport. What is sent is collected, and goes out in one write with `flush`.
///
/// It belongs to one loop, and to one task at a time.
final class Channel {
  let output = OutputBuffer()
  private let transport: any Transport
  private let input: InputBuffer

  init(_ transport: any Transport, messageLimit: Int) {
    self.transport = transport
    input = InputBuffer(limit: messageLimit)
  }

  /// Bytes that its buffers occupy.
  var memory: Int { input.memory + output.memory }

  /// Takes the next message that has arrived; `nil` where it must be received first. Valid until more is received.
  @inline(__always)
  func next() throws(PostgresError) -> ServerMessage? {
    do throws(MalformedMessage) { return try input.next() } catch { throw PostgresError(error) }
  }

  /// Waits for more to arrive.
  func receive(until deadline: Deadline) async throws(PostgresError) {
    while true {
      if try fill() { return }
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch { throw PostgresError(error) }
    }
  }

  /// Takes in what has arrived, and returns whether that was anything. Throws at the end of the stream.
  func fill() throws(PostgresError) -> Bool {
    do throws(IOError) {
      guard let count = try input.fill(from: transport) else { return false }
      if count == 0 { throw IOError.endedEarly }
      return true
    } catch {
      throw PostgresError(error)
    }
  }

  /// Sends what was collected.
  ///
  /// Where the peer does not take it, it may be waiting for this side to read: so it is read meanwhile, and kept.
  func flush(until deadline: Deadline) async throws(PostgresError) {
    do throws(IOError) {
      if try output.send(to: transport) { return }
    } catch {
      throw PostgresError(error)
    }
    try await flushReading(deadline)
  }

  private func flushReading(_ deadline: Deadline) async throws(PostgresError) {
    let sender = Sender(output, transport)
    // Both tasks are the loop's.
    async let sent: Void = sender.send(until: deadline)
    var failure: PostgresError?
    while !sender.hasEnded {
      do throws(PostgresError) {
        if try fill() { continue }
        if sender.hasEnded { break }
        do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch { throw PostgresError(error) }
      } catch {
        failure = error
        break
      }
    }
    if failure != nil { sender.stop() }
    await sent
    if let error = sender.failure ?? failure { throw error }
  }

  /// The half of a transfer that writes while the other half reads.
  private final class Sender: @unchecked Sendable {
    private let output: OutputBuffer
    private let transport: any Transport
    private(set) var hasEnded = false
    private(set) var failure: PostgresError?
    private var isStopped = false

    init(_ output: OutputBuffer, _ transport: any Transport) {
      self.output = output
      self.transport = transport
    }

    func send(until deadline: Deadline) async {
      do throws(IOError) {
        while !isStopped, try !output.send(to: transport) { try await wait(deadline) }
      } catch {
        failure = PostgresError(error)
      }
      hasEnded = true
      transport.wakeReader()
    }

    /// Has it end, soon, without regard to what is still to be sent.
    func stop() { isStopped = true }

    /// Waits for room, a moment at a time, so that it notices that it is to stop.
    private func wait(_ deadline: Deadline) async throws(IOError) {
      let moment = min(deadline, .after(.milliseconds(20)))
      do throws(IOError) {
        try await transport.waitUntilWritable(deadline: moment)
      } catch {
        if error != .timedOut || moment == deadline { throw error }
      }
    }
  }

  /// Sends what was collected as far as the peer takes it at once.
  func sendAtOnce() { _ = try? output.send(to: transport) }

  func close() { transport.close() }
}
