import IO

/// Serves the requests of one connection, one after the other (RFC 9112, section 9).
///
/// It belongs to a loop, as its transport does, and is one task of it: what it has to wait for is the transport or the handler. The
/// parsers understand the bytes and `ResponseHead` makes them; here is the order in which things happen. Its state is touched on the
/// loop alone, one access at a time, which is not checked again each time.
final class HTTPConnection: @unchecked Sendable {
  let transport: any Transport
  let serving: LoopServing
  /// Its neighbours among the loop's connections.
  @exclusivity(unchecked) var next: HTTPConnection?
  @exclusivity(unchecked) unowned(unsafe) var previous: HTTPConnection?

  /// Received bytes not yet parsed.
  @exclusivity(unchecked) var input = ByteQueue()
  /// Bytes to be sent.
  @exclusivity(unchecked) var output = ByteQueue()
  /// Count of bytes sent.
  @exclusivity(unchecked) var sentCount: UInt64 = 0
  /// A task waits for bytes of a body.
  @exclusivity(unchecked) var isReceiving = false
  /// A task waits until there is room to send.
  @exclusivity(unchecked) var isFlushing = false
  /// The output is going to be sent at the end of the loop's turn.
  @exclusivity(unchecked) var isFlushPlanned = false
  @exclusivity(unchecked) var sending: RateMeter
  /// Count of sent bytes that the peer had confirmed when it was last asked.
  @exclusivity(unchecked) var confirmedCount: UInt64 = 0
  /// Bytes of the part that was to be sent last which were not sent when the connection broke.
  @exclusivity(unchecked) var unsentCount = 0

  /// Storage that the next request is read into, and that the present one is in.
  @exclusivity(unchecked) var storage = RequestStorage()
  /// Requests that were begun.
  @exclusivity(unchecked) private(set) var requestCount = 0
  /// Grows when a request begins and when it ends, so that what belongs to one that has been answered is told from the next.
  @exclusivity(unchecked) private(set) var requestNumber: UInt64 = 0
  /// A request is being answered.
  @exclusivity(unchecked) private(set) var isAnswering = false
  /// The body of the request that is being answered.
  @exclusivity(unchecked) var incoming: IncomingBody
  /// State of the streamed response.
  @exclusivity(unchecked) var outgoing = OutgoingBody.none
  /// Bytes of the streamed response that were sent, its framing not counted.
  @exclusivity(unchecked) var streamedCount = 0
  /// Callback of a streamed response for when the server drains.
  @exclusivity(unchecked) var drainNotice: (@Sendable () -> Void)?

  /// A connection that has waited so long for a request, in nanoseconds, gives up its task where it may.
  private static let restsAfter: Int64 = 50_000_000
  private let mayRest: Bool

  /// Place among the connections that wait for a request.
  @exclusivity(unchecked) var place = WaitingPlace()
  /// Bytes that a connection holds while it waits, beside its buffers and its request: itself, its socket, its task.
  static let ownBytes = 4 << 10
  /// Bytes that are counted against the budget for the connection, beside those of its buffers.
  @exclusivity(unchecked) private var countedBytes = 0
  /// Bytes of the request's body that its handler collects.
  @exclusivity(unchecked) private var collectedBytes = 0

  /// So many requests that came together are answered before the loop's other connections have their turn.
  private static let requestsPerTurn = 64

  private let peer: SocketAddress?
  @exclusivity(unchecked) private var parser: RequestHeadParser
  /// Waiting for the first byte of a request.
  @exclusivity(unchecked) private var isIdle = false
  /// Moment at which the head that is being read began, or since which the connection has waited for one.
  @exclusivity(unchecked) private(set) var waitBegan: Deadline

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

  init(_ transport: any Transport, _ serving: LoopServing, mayRest: Bool = false) {
    self.mayRest = mayRest
    let configuration = serving.configuration
    self.transport = transport
    self.serving = serving
    peer = transport.peer
    parser = RequestHeadParser(limits: configuration.limits)
    waitBegan = serving.loop.now
    sending = RateMeter(rate: configuration.minimumRate, grace: serving.timings.rateGrace, burst: 4 << 10)
    incoming = IncomingBody(.init(), configuration.limits, sending)
  }

  /// Serves until the connection ends, and closes the transport; or until it rests: then it returns until when, and is run again.
  func run() async -> Deadline? {
    isIdle = false
    do throws(Ending) {
      while true { try await serveNext() }
    } catch {
      switch error {
      case .done: await finish(lingeringFor: 0)
      case .last: await finish(lingeringFor: serving.timings.linger)
      case .idle: await finish(lingeringFor: min(serving.timings.linger, 200_000_000))
      case .refused(let refusal): await refuse(refusal)
      case .rests:
        isIdle = input.isEmpty
        return headDeadline
      case .broken: break
      }
    }
    end()
    return nil
  }

  /// Answers a connection that is not to be served.
  func refuseAtOnce(_ refusal: Refusal) async {
    await refuse(refusal)
    end()
  }

  /// Tells a stream without an end of its own that the server drains.
  func tellOfDrain() {
    drainNotice?()
    drainNotice = nil
  }

  /// Has a connection that waits for a request look at the clock and at the server again.
  func wakeIfIdle() {
    if isIdle { transport.wakeReader() }
  }

  /// Ends the connection, whatever it is at.
  func cutOff() { transport.close() }

  /// Ends the connection, which waits for a request or for more of one, so that another gets its place and its memory; a request that has
  /// begun is answered 503 as far as there is room. Returns how many bytes it has given back.
  func giveWay() -> Int {
    serving.waiting.remove(self)
    if !input.isEmpty {
      serving.counts.refused(.tooLittleMemory)
      let answer: StaticString = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
      _ = try? transport.tryWrite(
        UnsafeRawBufferPointer(start: answer.utf8Start, count: answer.utf8CodeUnitCount), UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let held = countedBytes + input.capacity + output.capacity
    releaseMemory()
    transport.close()
    return held
  }

  private func releaseMemory() {
    input.release(&serving.pool)
    output.release(&serving.pool)
    collectedBytes = 0
    count(0)
  }

  /// Counts the connection in, against the budget.
  func countIn() { count(Self.ownBytes) }

  /// Has so many bytes counted against the budget for the connection, beside those of its buffers.
  @inline(__always) private func count(_ bytes: Int) {
    if bytes == countedBytes { return }
    if bytes > countedBytes {
      serving.pool.account.charge(bytes &- countedBytes)
    } else {
      serving.pool.account.credit(countedBytes &- bytes)
    }
    countedBytes = bytes
  }

  /// Counts what the request in `storage` holds; a small one is part of what every connection holds. False where there is no memory
  /// for it.
  private func countRequest() -> Bool {
    let held = storage.heldBytes
    let bytes = Self.ownBytes &+ collectedBytes &+ (held > 1024 ? held : 0)
    if bytes > countedBytes, !serving.makeRoom(for: bytes &- countedBytes, inFavourOf: self) { return false }
    count(bytes)
    return true
  }

  /// Counts bytes of the body that the handler collects. False where there is no memory for them.
  func countCollected(_ bytes: Int) -> Bool {
    collectedBytes += bytes
    if countRequest() { return true }
    collectedBytes -= bytes
    return false
  }

  private func end() {
    transport.close()
    serving.waiting.remove(self)
    releaseMemory()
    requestNumber &+= 1
    renewStorage()
  }

  /// Uses the storage again, unless somebody kept the request.
  private func renewStorage() {
    if collectedBytes > 0 {
      collectedBytes = 0
      _ = countRequest()
    }
    if isKnownUniquelyReferenced(&storage) { storage.reset() } else { storage = RequestStorage() }
  }

  /// Answers the next request if it is there, and waits for more of it otherwise.
  private func serveNext() async throws(Ending) {
    guard let head = try parseHead() else {
      if !output.isEmpty { try await flush() }
      return try await receiveHead()
    }
    serving.waiting.remove(self)
    requestCount += 1
    serving.counts.requests.add(1)
    serving.counts.requestsInFlight.add(1)
    isAnswering = true
    let isLast: Bool
    do throws(Ending) { isLast = try await serve(head) } catch {
      isAnswering = false
      serving.counts.requestsInFlight.add(-1)
      throw error
    }
    isAnswering = false
    serving.counts.requestsInFlight.add(-1)
    if isLast { throw head.keepsAlive || !input.isEmpty || !incoming.isComplete ? .last : .done }
    parser = RequestHeadParser(limits: serving.configuration.limits)
    waitBegan = serving.loop.now
    // A peer that sends requests without waiting for answers must not keep the loop's other connections waiting.
    if !input.isEmpty, requestCount % Self.requestsPerTurn == 0 { await serving.loop.yield() }
  }

  private func serve(_ head: RequestHeadParser.Head) async throws(Ending) -> Bool {
    requestNumber &+= 1
    storage.peer = peer
    var isLast = try await answer(head)
    requestNumber &+= 1
    // The handler left a task behind that still uses the connection.
    if isReceiving || isFlushing { throw .broken }
    renewStorage()
    if !isLast, !incoming.isComplete { isLast = !(await dropBody()) }
    if isLast || !mayAwaitMore {
      // The peer may take long, and there may be many.
      if !serving.pool.account.hasRoom(for: 64 << 10) { input.shrink(&serving.pool) }
      try await flush()
    }
    return isLast
  }

  /// Whether the responses to be sent may wait for those of further requests that are here already, and go out with them.
  private var mayAwaitMore: Bool {
    output.count < 4 << 10 || output.count < 64 << 10 && serving.pool.account.hasRoom(for: 64 << 10)
  }

  private func parseHead() throws(Ending) -> RequestHeadParser.Head? {
    if input.isEmpty { return nil }
    let parsed: (head: RequestHeadParser.Head, length: Int)?
    do throws(Refusal) { parsed = try parser.parse(input.bytes, into: storage) } catch { throw .refused(error) }
    // What has been parsed is held beside the bytes that it was parsed from.
    if !countRequest() { throw .refused(.tooLittleMemory) }
    guard let (head, length) = parsed else { return nil }
    input.drop(length)
    return head
  }

  /// Waits for more of the next head. As long as nothing of it has come, the connection holds no memory but itself; then, what has come.
  private func receiveHead() async throws(Ending) {
    while true {
      let wasEmpty = input.isEmpty
      if !serving.makeRoom(for: input.growth(for: 1024), inFavourOf: self) { throw .refused(.tooLittleMemory) }
      if let count = try receive() {
        if count == 0 { throw .done }
        if wasEmpty { waitBegan = serving.loop.now }
        return
      }
      isIdle = wasEmpty
      defer { isIdle = false }
      // One that has been used keeps out of the queue until it rests, which most never do.
      if !wasEmpty { serving.waiting.add(self, .head) } else if requestCount == 0 { serving.waiting.add(self, .nothing) }
      let deadline = mayRest ? min(headDeadline, serving.loop.now.adding(Self.restsAfter)) : headDeadline
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw .broken }
        if mayRest, serving.loop.now < headDeadline {
          if wasEmpty {
            // What the last request was read into would be held for nothing.
            storage = RequestStorage()
            _ = countRequest()
            serving.waiting.add(self, .nothing)
          } else {
            input.shrink(&serving.pool)
          }
          throw .rests
        }
        throw wasEmpty ? .idle : .refused(.headerTimeout)
      }
    }
  }

  private var headDeadline: Deadline {
    let timings = serving.timings
    // A connection that has never sent anything is given as long as for a head.
    if !isIdle || requestCount == 0 && !serving.isDraining { return waitBegan.adding(timings.header) }
    guard let drainBegan = serving.drainBegan else { return waitBegan.adding(timings.idle) }
    return max(drainBegan, waitBegan).adding(min(timings.drainIdle, timings.idle))
  }
}
