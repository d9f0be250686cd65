import IO

/// Serves the requests of one connection, one after the other (RFC 9112, section 9).
///
/// It belongs to a loop, as its transport does, and is one task of it: what it has to wait for is the transport or the handler. The
/// parsers understand the bytes and `ResponseHead` makes them; here is the order in which things happen.
final class HTTPConnection: @unchecked Sendable {
  let transport: any Transport
  let serving: LoopServing
  /// Its neighbours among the loop's connections.
  var next: HTTPConnection?
  unowned(unsafe) var previous: HTTPConnection?

  /// What has come and has not been read.
  var input = ByteQueue()
  /// What is to be sent.
  var output = ByteQueue()
  /// How many bytes have been sent.
  var sentCount: UInt64 = 0
  /// A task waits for bytes of a body.
  var isReceiving = false
  /// A task waits until there is room to send.
  var isFlushing = false
  /// The output is going to be sent at the end of the loop's turn.
  var isFlushPlanned = false
  var sending: RateMeter

  /// What the next request is read into, and the present one is in.
  var storage = RequestStorage()
  /// Requests that were begun.
  private(set) var requestCount = 0
  /// Grows when a request begins and when it ends, so that what belongs to one that has been answered is told from the next.
  private(set) var requestNumber: UInt64 = 0
  /// The body of the request that is being answered.
  var incoming: IncomingBody
  /// How much of a streamed response is still to be written.
  var outgoing = OutgoingBody.none
  /// What a streamed response wants to be told of when the server drains.
  var drainNotice: (@Sendable () -> Void)?

  private let peer: SocketAddress?
  private var parser: RequestHeadParser
  /// Waiting for the first byte of a request.
  private var isIdle = false
  /// When the head that is being read began, or since when the connection has waited for one.
  private var waitBegan: Deadline

  /// Why no more requests are served.
  enum Ending: Error {
    /// All is answered, and the peer sends no more.
    case done
    /// The peer has been told that there will be no more responses; more may have come since.
    case last
    /// Nothing came for too long.
    case idle
    case refused(Refusal)
    /// The peer has gone or was cut off, or must not take what it got for the whole.
    case broken
  }

  init(_ transport: any Transport, _ serving: LoopServing) {
    let configuration = serving.configuration
    self.transport = transport
    self.serving = serving
    peer = transport.peer
    parser = RequestHeadParser(limits: configuration.limits)
    waitBegan = serving.loop.now
    sending = RateMeter(rate: configuration.minimumRate, grace: serving.timings.rateGrace, burst: 64 << 10)
    incoming = IncomingBody(.init(), configuration.limits, sending)
  }

  /// Serves until the connection ends. The transport is closed then.
  func run() async {
    do throws(Ending) {
      while true { try await serveNext() }
    } catch {
      switch error {
      case .done: await finish(lingeringFor: 0)
      case .last: await finish(lingeringFor: serving.timings.linger)
      case .idle: await finish(lingeringFor: min(serving.timings.linger, 200_000_000))
      case .refused(let refusal): await refuse(refusal)
      case .broken: break
      }
    }
    end()
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
      do throws(IOError) { try await transport.waitUntilReadable(deadline: headDeadline) } catch {
        guard case .timedOut = error else { throw .broken }
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
