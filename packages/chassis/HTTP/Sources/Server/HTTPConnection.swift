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

  /// What has come and has not been read.
  @exclusivity(unchecked) var input = ByteQueue()
  /// What is to be sent.
  @exclusivity(unchecked) var output = ByteQueue()
  /// How many bytes have been sent.
  @exclusivity(unchecked) var sentCount: UInt64 = 0
  /// A task waits for bytes of a body.
  @exclusivity(unchecked) var isReceiving = false
  /// A task waits until there is room to send.
  @exclusivity(unchecked) var isFlushing = false
  /// The output is going to be sent at the end of the loop's turn.
  @exclusivity(unchecked) var isFlushPlanned = false
  @exclusivity(unchecked) var sending: RateMeter

  /// What the next request is read into, and the present one is in.
  @exclusivity(unchecked) var storage = RequestStorage()
  /// Requests that were begun.
  @exclusivity(unchecked) private(set) var requestCount = 0
  /// Grows when a request begins and when it ends, so that what belongs to one that has been answered is told from the next.
  @exclusivity(unchecked) private(set) var requestNumber: UInt64 = 0
  /// The body of the request that is being answered.
  @exclusivity(unchecked) var incoming: IncomingBody
  /// How much of a streamed response is still to be written.
  @exclusivity(unchecked) var outgoing = OutgoingBody.none
  /// What a streamed response wants to be told of when the server drains.
  @exclusivity(unchecked) var drainNotice: (@Sendable () -> Void)?

  /// A connection that has waited so long for a request, in nanoseconds, gives up its task where it may.
  private static let restsAfter: Int64 = 50_000_000
  private let mayRest: Bool

  /// So many requests that came together are answered before the loop's other connections have their turn.
  private static let requestsPerTurn = 64

  private let peer: SocketAddress?
  @exclusivity(unchecked) private var parser: RequestHeadParser
  /// Waiting for the first byte of a request.
  @exclusivity(unchecked) private var isIdle = false
  /// When the head that is being read began, or since when the connection has waited for one.
  @exclusivity(unchecked) private var waitBegan: Deadline

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
    sending = RateMeter(rate: configuration.minimumRate, grace: serving.timings.rateGrace, burst: 64 << 10)
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
        isIdle = true
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

  private func end() {
    transport.close()
    input.release(&serving.pool)
    output.release(&serving.pool)
    requestNumber &+= 1
    renewStorage()
  }

  /// Uses the storage again, unless somebody kept the request.
  private func renewStorage() {
    if isKnownUniquelyReferenced(&storage) { storage.reset() } else { storage = RequestStorage() }
  }

  /// Answers the next request if it is there, and waits for more of it otherwise.
  private func serveNext() async throws(Ending) {
    guard let head = try parseHead() else {
      if !output.isEmpty { try await flush() }
      return try await receiveHead()
    }
    requestCount += 1
    serving.counts.requests.add(1)
    serving.counts.requestsInFlight.add(1)
    let isLast: Bool
    do throws(Ending) { isLast = try await serve(head) } catch {
      serving.counts.requestsInFlight.add(-1)
      throw error
    }
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
    if isLast || output.count >= 64 << 10 { try await flush() }
    return isLast
  }

  private func parseHead() throws(Ending) -> RequestHeadParser.Head? {
    if input.isEmpty { return nil }
    do throws(Refusal) {
      guard let (head, length) = try parser.parse(input.bytes, into: storage) else { return nil }
      input.drop(length)
      return head
    } catch {
      throw .refused(error)
    }
  }

  /// Waits for more of the next head. As long as nothing of it has come, the connection holds no memory but itself.
  private func receiveHead() async throws(Ending) {
    while true {
      let wasEmpty = input.isEmpty
      if let count = try receive() {
        if count == 0 { throw .done }
        if wasEmpty { waitBegan = serving.loop.now }
        return
      }
      isIdle = wasEmpty
      defer { isIdle = false }
      let rests = mayRest && wasEmpty
      let deadline = rests ? min(headDeadline, serving.loop.now.adding(Self.restsAfter)) : headDeadline
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw .broken }
        if rests, serving.loop.now < headDeadline {
          // What the last request was read into would be held for nothing.
          storage = RequestStorage()
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
