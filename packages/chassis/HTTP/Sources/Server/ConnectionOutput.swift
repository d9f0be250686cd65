import IO

/// Sends the responses of one connection: bytes that wait to be sent, and the peer's pace with those that were.
///
/// It belongs to the connection's loop, as the connection does, and its state is touched there alone.
final class ConnectionOutput: @unchecked Sendable {
  private let transport: any Transport
  private let server: LoopServer

  /// Bytes that wait to be sent.
  @exclusivity(unchecked) private var waiting = ByteQueue()
  /// Count of bytes sent.
  @exclusivity(unchecked) private var sentCount: UInt64 = 0
  /// Count of sent bytes that the peer had confirmed when it was last asked.
  @exclusivity(unchecked) private var confirmedCount: UInt64 = 0
  @exclusivity(unchecked) private var rate: RateMeter
  /// Whether a task waits until there is room to send.
  @exclusivity(unchecked) private(set) var isFlushing = false
  /// Whether what waits is going to be sent at the end of the loop's turn.
  @exclusivity(unchecked) private var isFlushPlanned = false
  /// Count of bytes given to the last `send` that were not sent when the connection broke.
  @exclusivity(unchecked) private var unsentCount = 0
  /// Body of the response that is being streamed.
  @exclusivity(unchecked) private var body = OutgoingBody()
  /// Number of the request that is being answered; 0 where none is.
  @exclusivity(unchecked) private var requestNumber: UInt64 = 0
  /// Whether the request is in flight for its handler; else it is as long as there is no room for its response.
  @exclusivity(unchecked) var isAnswering = false

  init(_ transport: any Transport, _ server: LoopServer) {
    self.transport = transport
    self.server = server
    rate = RateMeter(rate: server.configuration.minimumRate, grace: server.timings.rateGrace, burst: 4 << 10)
  }

  // MARK: what waits

  var isEmpty: Bool { waiting.isEmpty }

  /// Bytes of memory that what waits is in.
  var heldBytes: Int { waiting.capacity }

  /// Place in the stream of all bytes at which the next that is added goes.
  var end: UInt64 { sentCount &+ UInt64(waiting.count) }

  func hasSent(beyond place: UInt64) -> Bool { sentCount > place }

  /// Whether the responses that wait may wait for further ones.
  var mayAwaitMore: Bool {
    waiting.count < 4 << 10 || waiting.count < LoopServer.batchBytes && !server.isMemoryScarce
  }

  /// Adds a response's head. Returns whether the connection goes on after it.
  func append(_ response: Response, _ framing: ResponseFraming, keepsAlive: Bool, isOldVersion: Bool) -> Bool {
    server.date.refresh(at: server.loop.now)
    return ResponseHead.write(
      response, framing, keepsAlive: keepsAlive, isOldVersion: isOldVersion, date: server.date.line, to: &waiting, &server.pool)
  }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { waiting.append($0, &server.pool) } }

  func append(_ bytes: UnsafeRawBufferPointer) { waiting.append(bytes, &server.pool) }

  func append(_ text: StaticString) { waiting.append(text, &server.pool) }

  /// Takes back all from `place` on, none of which has been sent.
  func truncate(to place: UInt64) { waiting.truncate(to: Int(place &- sentCount)) }

  /// Gives the memory of what waits back, and forgets it.
  func release() { waiting.release(&server.pool) }

  // MARK: sending

  /// Sends all that waits.
  func flush() async throws(HTTPConnection.Ending) { try await send([]) }

  /// Sends what waits, and `bytes` after it, in one piece where the peer has room.
  func send(_ bytes: [UInt8]) async throws(HTTPConnection.Ending) {
    var written = 0
    while true {
      do {
        if try write(bytes, from: &written) { return }
        try await waitForRoom()
      } catch {
        unsentCount = bytes.count - written
        throw .broken
      }
    }
  }

  /// Has what waits go out at the end of the loop's turn, lest it wait for a handler that takes long.
  func planFlush() {
    if isFlushPlanned { return }
    isFlushPlanned = true
    server.loop.execute { [self] in
      isFlushPlanned = false
      if isFlushing || waiting.isEmpty { return }
      // What there is no room for, or an error, is for the connection's own task.
      var none = 0
      if (try? write([], from: &none)) == true { release() }
    }
  }

  /// Writes what the peer has room for: what waits, then `bytes` from `written` on. Returns whether that was all.
  private func write(_ bytes: [UInt8], from written: inout Int) throws -> Bool {
    let count = try bytes.withUnsafeBytes { try transport.tryWrite(waiting.bytes, UnsafeRawBufferPointer(rebasing: $0[written...])) }
    let ofWaiting = min(count, waiting.count)
    waiting.drop(ofWaiting)
    written += count - ofWaiting
    sentCount &+= UInt64(count)
    return waiting.isEmpty && written == bytes.count
  }

  /// Waits until there is room to send, as long as the peer takes what it was sent, and not too slowly.
  ///
  /// The system takes much at once off the server's hands, and has no room again until the peer has taken much of it. So it is asked how
  /// much the peer has confirmed: that counts, and not when there is room.
  private func waitForRoom() async throws(HTTPConnection.Ending) {
    // A task that the handler left behind waits for room already.
    if isFlushing { throw .broken }
    isFlushing = true
    // The response is not sent, though its handler is done with it.
    if !isAnswering { server.counts.requestsInFlight.add(1) }
    defer {
      isFlushing = false
      if !isAnswering { server.counts.requestsInFlight.add(-1) }
    }
    _ = noteConfirmed()
    // A peer may take long, and there may be many.
    if server.isMemoryScarce { waiting.shrink(&server.pool) }
    var began = server.loop.now
    var lastTaken = began
    while true {
      let deadline = min(lastTaken.adding(server.timings.write), rate.deadline(at: began))
      var hasRoom = true
      do throws(IOError) { try await transport.waitUntilWritable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw .broken }
        hasRoom = false
      }
      let now = server.loop.now
      rate.waited(now.nanoseconds - began.nanoseconds)
      let hasTaken = noteConfirmed()
      if hasRoom { return }
      if !hasTaken || rate.isExhausted { throw .broken }
      (began, lastTaken) = (now, now)
    }
  }

  /// Credits the peer with what it has confirmed since this was last asked. Returns whether that is anything.
  private func noteConfirmed() -> Bool {
    let confirmed = sentCount &- UInt64(min(transport.unconfirmedBytes, Int(sentCount)))
    if confirmed <= confirmedCount { return false }
    rate.moved(Int(confirmed - confirmedCount))
    confirmedCount = confirmed
    return true
  }

  // MARK: streamed responses

  func beginRequest(_ number: UInt64) { requestNumber = number }

  /// Ends the request: no more of its response can be written.
  func endRequest() { requestNumber = 0 }

  var isStreaming: Bool { body.isStreaming }

  /// Bytes of the streamed response that were sent, its framing not counted.
  var streamedCount: Int { body.sentCount }

  /// Begins a streamed body, whose parts come through the writer.
  func beginStream(_ length: ResponseFraming.Length) -> ConnectionWriter {
    body.begin(length)
    return ConnectionWriter(output: self, request: requestNumber, loop: server.loop)
  }

  /// Writes what follows the last part. Returns how many bytes of those announced are missing.
  func writeStreamEnd() -> Int {
    body.writeEnd(to: &waiting, &server.pool)
    return body.missingCount
  }

  func endStream() { body.end() }

  /// Sends a part of a streamed response.
  func writePart(_ bytes: [UInt8], of request: UInt64) async throws(StreamError) {
    if request != requestNumber { throw .ended }
    if isFlushing { throw .overlapping }
    if bytes.isEmpty { return }
    let isChunk = try body.admit(bytes.count)
    do throws(HTTPConnection.Ending) {
      if isChunk { try await sendChunk(bytes) } else { try await send(bytes) }
      body.noteSent(bytes.count)
    } catch {
      if !body.isStreaming { throw .ended }
      if !isChunk { body.noteSent(bytes.count - unsentCount) }
      throw .disconnected
    }
  }

  private func sendChunk(_ bytes: [UInt8]) async throws(HTTPConnection.Ending) {
    waiting.append(number: bytes.count, radix: 16, &server.pool)
    append("\r\n")
    if bytes.count > 4 * BufferPool.size { try await send(bytes) } else { append(bytes) }
    append("\r\n")
    try await flush()
  }

  func setTrailers(_ trailers: Headers, of request: UInt64) {
    if request == requestNumber { body.setTrailers(trailers) }
  }

  /// Sets the callback for when the server drains; where it does so already, it is called at once.
  func setDrainNotice(_ notice: @escaping @Sendable () -> Void, of request: UInt64) {
    if request != requestNumber { return }
    if server.isDraining { notice() } else { body.setDrainNotice(notice) }
  }

  /// Tells a stream without an end of its own that the server drains.
  func tellOfDrain() { body.takeDrainNotice()?() }
}
