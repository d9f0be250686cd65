import IO
import TLS

/// Serves the requests of one connection, one after the other (RFC 9112, section 9).
///
/// It belongs to a loop, as its transport does, and is one task of it: what it has to wait for is the transport or the handler. Its two
/// sides receive requests and send responses; here is the order in which that happens. Its state is touched on the loop alone, one access
/// at a time, which is not checked again each time.
final class HTTPConnection: @unchecked Sendable {
  /// Neighbours among the loop's connections.
  @exclusivity(unchecked) var neighbours = LoopServer.Neighbours()
  /// Place among the connections that wait for a request.
  @exclusivity(unchecked) var place = WaitingPlace()

  private let transport: any Transport
  private let server: LoopServer
  private let peer: SocketAddress?
  /// Certificate that the peer has shown.
  private let certificate: PeerCertificate?
  private let input: ConnectionInput
  private let output: ConnectionOutput
  /// Whether the connection gives up its task when it has waited for a request.
  private let mayRest: Bool

  /// Count of requests that were begun.
  @exclusivity(unchecked) private var requestCount = 0
  /// Moment at which the head that is being read began, or since which the connection has waited for one.
  @exclusivity(unchecked) private(set) var waitBegan: Deadline
  /// Whether the connection waits for the first byte of a request.
  @exclusivity(unchecked) private var isIdle = false

  /// Nanoseconds that a connection waits for a request before it gives up its task where it may.
  private static let restsAfter: Int64 = 50_000_000
  /// Count of requests that came together and are answered before the loop's other connections have their turn.
  private static let requestsPerTurn = 64

  /// Why no more requests are served.
  enum Ending: Error {
    /// All is answered, and the peer sends no more.
    case done
    /// The peer has been told that there will be no more responses; more may have come since.
    case last
    /// Nothing came for too long.
    case idle
    /// Nothing has come for a while, and the connection needs no task until something does.
    case rests
    case refused(Refusal)
    /// The peer has gone or was cut off, or must not take what it got for the whole.
    case broken
  }

  init(_ transport: any Transport, _ server: LoopServer, mayRest: Bool = false) {
    self.transport = transport
    self.server = server
    self.mayRest = mayRest
    peer = transport.peer
    certificate = (transport as? TLSTransport)?.peerCertificate
    output = ConnectionOutput(transport, server)
    input = ConnectionInput(transport, server, output)
    waitBegan = server.loop.now
  }

  // MARK: the connection

  /// Serves until the connection ends, and closes the transport; or until it rests: then it returns until when, and is to be called again.
  func serve() async -> Deadline? {
    isIdle = false
    do throws(Ending) {
      while true { try await processNext() }
    } catch {
      switch error {
      case .done: await finish(lingeringFor: 0)
      case .last: await finish(lingeringFor: server.timings.linger)
      case .idle: await finish(lingeringFor: min(server.timings.linger, 200_000_000))
      case .refused(let refusal): await answer(refusal)
      case .rests:
        isIdle = input.isEmpty
        return headDeadline
      case .broken: break
      }
    }
    end()
    return nil
  }

  /// Answers a connection that is not to be served, and closes it.
  func refuse(_ refusal: Refusal) async {
    await answer(refusal)
    end()
  }

  /// Counts the connection in, against the memory of all connections.
  func countIn() { input.countIn() }

  /// Whether it is the connection's input.
  func receives(with other: ConnectionInput?) -> Bool { input === other }

  /// Tells a stream without an end of its own that the server drains.
  func tellOfDrain() { output.tellOfDrain() }

  /// Has a connection that waits for a request look at the clock and at the server again.
  func wakeIfIdle() {
    if isIdle { transport.wakeReader() }
  }

  /// Ends the connection, whatever it is at.
  func cutOff() { transport.close() }

  /// Ends the connection, which waits for a request or for more of one, so that another gets its place and its memory; a request that has
  /// begun is answered 503 as far as there is room. Returns how many bytes it has given back.
  func giveWay() -> Int {
    server.waiting.remove(self)
    if !input.isEmpty {
      server.counts.refused(.tooLittleMemory)
      let answer: StaticString = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
      _ = try? transport.tryWrite(
        UnsafeRawBufferPointer(start: answer.utf8Start, count: answer.utf8CodeUnitCount), UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let held = input.heldBytes + output.heldBytes
    input.release()
    output.release()
    transport.close()
    return held
  }

  private func end() {
    transport.close()
    server.waiting.remove(self)
    input.release()
    output.release()
    input.endRequest()
    output.endRequest()
  }

  /// Sends what waits to be sent, and ends the connection so that the peer gets all of it.
  private func finish(lingeringFor nanoseconds: Int64) async {
    do { try await output.flush() } catch { return }
    if nanoseconds > 0 { await linger(for: nanoseconds) }
  }

  /// Reads what comes and drops it, so that the peer can read what was sent to it before the connection ends
  /// (RFC 9112, section 9.6).
  private func linger(for nanoseconds: Int64) async {
    transport.finishWriting()
    let deadline = server.loop.now.adding(nanoseconds)
    do {
      while server.loop.now < deadline {
        input.drop()
        guard let count = try input.receive() else {
          try await transport.waitUntilReadable(deadline: deadline)
          continue
        }
        if count == 0 { return }
      }
    } catch {
      // Gone, or out of time: either way there is nothing left to do.
    }
  }

  // MARK: requests

  /// Answers the next request if it is there, and waits for more of it otherwise.
  private func processNext() async throws(Ending) {
    let parsed: RequestHeadParser.Head?
    do throws(Refusal) { parsed = try input.parseHead() } catch { throw .refused(error) }
    guard let head = parsed else {
      if !output.isEmpty { try await output.flush() }
      return try await receiveHead()
    }
    server.waiting.remove(self)
    requestCount += 1
    server.counts.requests.add(1)
    server.counts.requestsInFlight.add(1)
    output.isAnswering = true
    let isLast: Bool
    do throws(Ending) { isLast = try await process(head) } catch {
      output.isAnswering = false
      server.counts.requestsInFlight.add(-1)
      throw error
    }
    output.isAnswering = false
    server.counts.requestsInFlight.add(-1)
    if isLast { throw head.keepsAlive || !input.isEmpty || !input.hasWholeBody ? .last : .done }
    input.beginNextHead()
    waitBegan = server.loop.now
    // A peer that sends requests without waiting for answers must not keep the loop's other connections waiting.
    if !input.isEmpty, requestCount % Self.requestsPerTurn == 0 { await server.loop.yield() }
  }

  /// Has the request answered, and leaves the connection where the next one begins. Returns whether it is the last.
  private func process(_ head: RequestHeadParser.Head) async throws(Ending) -> Bool {
    input.beginRequest(head, of: peer, with: certificate)
    output.beginRequest(input.requestNumber)
    var isLast = try await respond(to: head)
    // The handler left a task behind that still uses the connection.
    let isUsed = input.isReceivingBody || output.isFlushing
    input.endRequest()
    output.endRequest()
    if isUsed { throw .broken }
    if !isLast, !input.hasWholeBody { isLast = !(await input.dropBody()) }
    if isLast || !output.mayAwaitMore {
      input.shrinkIfScarce()
      try await output.flush()
    }
    return isLast
  }

  /// Waits for more of the next head. As long as nothing of it has come, the connection holds no memory but itself; then, what has come.
  private func receiveHead() async throws(Ending) {
    while true {
      let wasEmpty = input.isEmpty
      if !input.makeRoom() { throw .refused(.tooLittleMemory) }
      if let count = try input.receive() {
        if count == 0 { throw .done }
        if wasEmpty { waitBegan = server.loop.now }
        return
      }
      isIdle = wasEmpty
      defer { isIdle = false }
      // One that has been used keeps out of the queue until it rests, which most never do.
      if !wasEmpty { server.waiting.add(self, .head) } else if requestCount == 0 { server.waiting.add(self, .nothing) }
      let deadline = mayRest ? min(headDeadline, server.loop.now.adding(Self.restsAfter)) : headDeadline
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw .broken }
        if mayRest, server.loop.now < headDeadline {
          input.shrink()
          if wasEmpty { server.waiting.add(self, .nothing) }
          throw .rests
        }
        throw wasEmpty ? .idle : .refused(.headerTimeout)
      }
    }
  }

  private var headDeadline: Deadline {
    let timings = server.timings
    // A connection that has never sent anything is given as long as for a head.
    if !isIdle || requestCount == 0 && !server.isDraining { return waitBegan.adding(timings.header) }
    guard let drainBegan = server.drainBegan else { return waitBegan.adding(timings.idle) }
    return max(drainBegan, waitBegan).adding(min(timings.drainIdle, timings.idle))
  }

  // MARK: responses

  /// Has the handler answer the request, and writes the response. Returns whether it is the last of the connection.
  private func respond(to head: RequestHeadParser.Head) async throws(Ending) -> Bool {
    if !output.isEmpty { output.planFlush() }
    input.releaseIfEmpty()
    let response = await server.response(to: Request(storage: input.storage))
    let keepsAlive =
      head.keepsAlive && !server.isDraining && requestCount < server.configuration.requestsPerConnection && input.canDropBody
    return !(try await write(response, keepsAlive: keepsAlive, isOldVersion: head.isOldVersion))
  }

  /// Returns whether the connection goes on.
  private func write(_ response: Response, keepsAlive: Bool, isOldVersion: Bool) async throws(Ending) -> Bool {
    let framing = ResponseFraming(response, to: input.storage.method, isOldVersion: isOldVersion)
    let start = output.end
    let goesOn = output.append(response, framing, keepsAlive: keepsAlive, isOldVersion: isOldVersion)
    if !framing.hasBody { return goesOn }
    switch response.body {
    case .empty: break
    case .bytes(let bytes): if bytes.count > Response.copiedBytes { try await output.send(bytes) } else { output.append(bytes) }
    case .text(var text):
      if text.utf8.count > Response.copiedBytes {
        try await output.send(Array(text.utf8))
      } else {
        text.withUTF8 { output.append(UnsafeRawBufferPointer($0)) }
      }
    case .stream(_, let body): try await stream(body, framing.length, from: start)
    }
    return goesOn
  }

  /// Writes a body as it is made. Where it fails, the peer must not take it for the whole: the connection breaks off, or, as long as
  /// nothing of the response has been sent, another one takes its place.
  private func stream(
    _ body: @Sendable (any BodyWriter) async throws -> Void, _ length: ResponseFraming.Length, from start: UInt64
  ) async throws(Ending) {
    let writer = output.beginStream(length)
    defer { output.endStream() }
    output.planFlush()
    do {
      try await body(writer)
    } catch {
      if error as? StreamError != .disconnected { server.configuration.reportError(error, Request(storage: input.storage)) }
      if output.hasSent(beyond: start) { throw .broken }
      output.truncate(to: start)
      throw writeLast(ErrorAnswer(to: error).response) ? .last : .broken
    }
    let missing = output.writeStreamEnd()
    if missing > 0 {
      server.configuration.reportError(IncompleteStream(missing: missing), Request(storage: input.storage))
      throw .broken
    }
  }

  /// Says why the request, or the connection, is refused, and ends it.
  private func answer(_ refusal: Refusal) async {
    server.counts.refused(refusal)
    _ = writeLast(refusal.response(retryAfter: server.configuration.retryAfter))
    // To wait for the peer would cost the memory, or the descriptor, that there is none of.
    let isShort = refusal == .tooLittleMemory || refusal == .tooFewDescriptors
    await finish(lingeringFor: isShort ? 0 : server.timings.linger)
  }

  /// Writes an error's or a refusal's response, after which the connection ends. False where its body is not in memory.
  private func writeLast(_ response: Response) -> Bool {
    if case .stream = response.body { return false }
    let framing = ResponseFraming(response, to: input.storage.method, isOldVersion: false)
    _ = output.append(response, framing, keepsAlive: false, isOldVersion: false)
    if !framing.hasBody { return true }
    switch response.body {
    case .empty, .stream: break
    case .bytes(let bytes): output.append(bytes)
    case .text(let text): output.append(Array(text.utf8))
    }
    return true
  }
}

/// A handler answered with a status that is none of a final response.
struct InformationalResponse: Error, CustomStringConvertible {
  let status: Status
  var description: String { "a handler answered \(status); a response's status is 200 or more" }
}

/// A streamed response ended before its announced length.
struct IncompleteStream: Error, CustomStringConvertible {
  let missing: Int
  var description: String { "a streamed response ended \(missing) bytes before its announced length" }
}
