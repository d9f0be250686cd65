import IO
import TLS

/// Receives the requests of one connection: their heads, and their bodies as handlers ask for them.
///
/// It belongs to the connection's loop, as the connection does, and its state is touched there alone.
final class ConnectionInput: @unchecked Sendable {
  private let transport: any Transport
  private let server: LoopServer
  /// Where answers go that the peer may wait for before it sends more.
  private let output: ConnectionOutput

  /// Received bytes not yet parsed.
  @exclusivity(unchecked) private var received = ByteQueue()
  @exclusivity(unchecked) private var parser: RequestHeadParser
  /// Storage that the next request is read into, and that the present one is in.
  @exclusivity(unchecked) private(set) var storage = RequestStorage()
  /// Body of the present request.
  @exclusivity(unchecked) private var body: IncomingBody
  /// Number that grows when a request begins and when it ends, so that what belongs to one that has been answered is told from the next.
  @exclusivity(unchecked) private(set) var requestNumber: UInt64 = 0
  /// Whether a task waits for bytes of a body.
  @exclusivity(unchecked) private(set) var isReceivingBody = false
  @exclusivity(unchecked) private var memory: ConnectionMemory

  /// Bytes that there is room for, at least, whenever more is received.
  private static let room = 1024

  init(_ transport: any Transport, _ server: LoopServer, _ output: ConnectionOutput) {
    self.transport = transport
    self.server = server
    self.output = output
    memory = ConnectionMemory(transport)
    parser = RequestHeadParser(limits: server.configuration.limits)
    body = IncomingBody(.init(), server.configuration.limits, server.bodyRate)
  }

  // MARK: bytes

  var isEmpty: Bool { received.isEmpty }

  /// Takes what has come. 0 is the end of the stream; `nil` says to wait, and then a connection without any bytes holds no memory.
  func receive() throws(HTTPConnection.Ending) -> Int? {
    do throws(IOError) {
      let count = try transport.tryRead(into: received.reserve(Self.room, &server.pool))
      if let count {
        received.commit(count)
      } else if received.isEmpty {
        received.release(&server.pool)
        if output.isEmpty { output.release() }
      }
      return count
    } catch {
      throw .broken
    }
  }

  /// Drops what has come.
  func drop() { received.drop(received.count) }

  // MARK: heads

  /// The next request's head if all of it has come; it is in `storage` then. Throws why the request is refused.
  func parseHead() throws(Refusal) -> RequestHeadParser.Head? {
    if received.isEmpty { return nil }
    let parsed = try parser.parse(received.bytes, into: storage)
    // What has been parsed is held beside the bytes that it was parsed from.
    if !countRequest() { throw .tooLittleMemory }
    guard let (head, length) = parsed else { return nil }
    received.drop(length)
    return head
  }

  /// Begins the request whose head was parsed.
  func beginRequest(_ head: RequestHeadParser.Head, of peer: SocketAddress?, with certificate: PeerCertificate?) {
    requestNumber &+= 1
    storage.peer = peer
    if let certificate { storage.peerCertificate = certificate }
    if head.framing == .none { return }
    body = IncomingBody(head, server.configuration.limits, server.bodyRate)
    var length: Int?
    if case .length(let count) = head.framing { length = count }
    storage.body = RequestBody(kind: .source(self, request: requestNumber), length: length)
  }

  /// Ends the request: its body can be read no more. The storage is used again, unless somebody kept the request.
  func endRequest() {
    requestNumber &+= 1
    if memory.hasCollected {
      memory.forgetCollected()
      _ = countRequest()
    }
    if isKnownUniquelyReferenced(&storage) { storage.reset() } else { storage = RequestStorage() }
  }

  /// Begins anew, with the head that follows.
  func beginNextHead() { parser = RequestHeadParser(limits: server.configuration.limits) }

  // MARK: memory

  /// Counts the connection in, against the memory of all connections.
  func countIn() { memory.count(request: 0, in: &server.pool.account) }

  /// Bytes that are counted for the connection, but for what it has to send.
  var heldBytes: Int { memory.counted + received.capacity }

  /// Whether there is memory to receive more in.
  func makeRoom() -> Bool { server.makeRoom(for: received.growth(for: Self.room), inFavourOf: self) }

  /// Gives up the buffer where the handler may take long: there may be many.
  func releaseIfEmpty() { if received.isEmpty { received.release(&server.pool) } }

  /// Holds no more memory than what has come needs: for one who waits long.
  func shrink() {
    if !received.isEmpty { return received.shrink(&server.pool) }
    // What the last request was read into would be held for nothing.
    storage = RequestStorage()
    _ = countRequest()
  }

  /// Holds no more memory than what has come needs, where there is little: the peer may take long to take what it is sent.
  func shrinkIfScarce() { if server.isMemoryScarce { received.shrink(&server.pool) } }

  /// Gives all memory back.
  func release() {
    received.release(&server.pool)
    memory.release(&server.pool.account)
  }

  /// Counts what the request holds, and `more` bytes of its body that the handler collects. False where there is no memory for it.
  private func countRequest(collecting more: Int = 0) -> Bool {
    let held = storage.heldBytes
    let growth = memory.growth(request: held, collecting: more)
    if growth > 0, !server.makeRoom(for: growth, inFavourOf: self) { return false }
    memory.count(request: held, collecting: more, in: &server.pool.account)
    return true
  }

  // MARK: bodies

  /// Whether the request's body has been read to its end.
  var hasWholeBody: Bool { body.isComplete }

  /// Whether what is left of the body can be read and dropped, so that the next request can be found after it.
  var canDropBody: Bool { body.canBeDropped(upTo: server.configuration.drainBytes) }

  /// Reads what the handler left of the body. False where the next request cannot be found after it.
  func dropBody() async -> Bool {
    var left = server.configuration.drainBytes
    do {
      while let bytes = try await readBody(requestNumber) {
        left -= bytes.count
        if left < 0 { return false }
      }
      return true
    } catch {
      return false
    }
  }

  /// The next bytes of the request's body; `nil` at its end.
  private func readBody(_ request: UInt64) async throws(BodyError) -> [UInt8]? {
    while true {
      if request != requestNumber { throw .requestEnded }
      switch try body.next(&received, transport, server.counts) {
      case .bytes(let bytes): return bytes
      case .end: return nil
      case .needsMore: try await receiveBody(request)
      }
    }
  }

  private func readBody(_ request: UInt64, _ toCollect: Bool) async throws(BodyError) -> [UInt8]? {
    let bytes = try await readBody(request)
    if let bytes, toCollect, !countRequest(collecting: bytes.count) {
      server.counts.refused(.tooLittleMemory)
      throw body.fail(.tooLittleMemory)
    }
    return bytes
  }

  /// Waits for more of the body, and has what was to be sent before go out: the peer may be waiting for it.
  private func receiveBody(_ request: UInt64) async throws(BodyError) {
    if isReceivingBody { throw .overlapping }
    isReceivingBody = true
    defer { isReceivingBody = false }
    if body.takeExpectation(), received.isEmpty, !output.isStreaming { output.append("HTTP/1.1 100 Continue\r\n\r\n") }
    if !output.isEmpty, !output.isFlushing, !output.isStreaming {
      do throws(HTTPConnection.Ending) { try await output.flush() } catch { throw body.fail(.disconnected) }
    }
    while true {
      let count: Int?
      do throws(HTTPConnection.Ending) { count = try receive() } catch { throw body.fail(.disconnected) }
      if count == 0 { throw body.fail(.disconnected) }
      if let count { return body.noteReceived(count) }
      let began = server.loop.now
      let deadline = body.deadline(at: began, within: server.timings.body)
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw body.fail(.disconnected) }
        server.counts.refused(.bodyTimeout)
        throw body.fail(.timedOut)
      }
      if request != requestNumber { throw .requestEnded }
      body.noteWait(server.loop.now.nanoseconds - began.nanoseconds)
    }
  }
}

extension ConnectionInput: BodySource {
  func read(request: UInt64, toCollect: Bool) async throws -> [UInt8]? {
    if server.loop.isCurrent { return try await readBody(request, toCollect) }
    return try await server.loop.run { () async throws(BodyError) in try await self.readBody(request, toCollect) }
  }

  func trailers(request: UInt64) async -> Headers {
    if server.loop.isCurrent { return trailers(of: request) }
    return await server.loop.run { self.trailers(of: request) }
  }

  private func trailers(of request: UInt64) -> Headers { request == requestNumber ? body.trailers : [:] }
}
