import IO
import TLS

/// Part of a server that is on one loop: its connections and what they share. It belongs to the loop.
package final class LoopServer: @unchecked Sendable {
  let loop: EventLoop
  let configuration: ServerConfiguration
  let timings: Timings
  /// Pace that a peer has to keep with a body, at its beginning.
  let bodyRate: RateMeter
  private let handler: Handler
  /// Counts of the loop, for metrics.
  package let counts = LoopCounts()
  @exclusivity(unchecked) var pool: BufferPool
  /// Connections that wait for a request.
  @exclusivity(unchecked) var waiting = WaitingConnections()
  @exclusivity(unchecked) var date = DateField()
  /// Moment at which draining began.
  @exclusivity(unchecked) private(set) var drainBegan: Deadline?
  /// The first of the loop's connections; each knows its neighbours.
  @exclusivity(unchecked) private var first: HTTPConnection?

  /// Makes the part without connections.
  /// - Parameter loop: where the connections are served and the handler runs.
  package init(loop: EventLoop, configuration: ServerConfiguration, handler: @escaping Handler) {
    self.loop = loop
    self.configuration = configuration
    self.handler = handler
    timings = Timings(configuration)
    bodyRate = RateMeter(rate: configuration.minimumRate, grace: timings.rateGrace, burst: 0)
    pool = BufferPool(configuration.memory)
  }

  var isDraining: Bool { drainBegan != nil }

  /// Serves a connection to its end.
  package func serve(_ transport: any Transport) async {
    let connection = HTTPConnection(transport, self)
    add(connection)
    _ = await connection.serve()
    remove(connection)
  }

  /// Serves a connection to its end, or to where it rests. Where there is no memory for one, it is refused.
  func admit(_ transport: any Transport) async -> Listener.Parking? {
    if !makeRoom(for: ConnectionMemory.ownBytes(of: transport)) {
      await refuse(transport, .tooLittleMemory)
      return nil
    }
    let connection = HTTPConnection(transport, self, mayRest: true)
    add(connection)
    return await resume(connection)
  }

  /// Makes a connection secure, within the time for a header, and serves it as `admit` does. One that cannot be made so is closed.
  func admit(_ base: any Transport, securedBy tls: TLSServerSource) async -> Listener.Parking? {
    do throws(IOError) {
      let deadline = loop.now.adding(timings.header)
      return await admit(try await TLSTransport.accept(over: base, tls.context, deadline: deadline))
    } catch {
      if case .insecure(let reason) = error { configuration.reportInsecure(reason) }
      return nil
    }
  }

  private func resume(_ connection: HTTPConnection) async -> Listener.Parking? {
    if let deadline = await connection.serve() { return Listener.Parking(until: deadline) { await self.resume(connection) } }
    remove(connection)
    return nil
  }

  /// Response of the handler, or to the error that it threw.
  func response(to request: Request) async -> Response {
    do {
      let response = try await handler(request)
      if !response.status.isInformational { return response }
      throw InformationalResponse(status: response.status)
    } catch {
      let answer = ErrorAnswer(to: error)
      // What ends because the server cuts it off is no error of the handler.
      if answer.isUnexpected, !Task.isCancelled { configuration.reportError(error, request) }
      return answer.response
    }
  }

  // MARK: room

  /// Bytes of responses that may wait for those of further requests that are here already, and go out with them.
  static let batchBytes = 64 << 10

  /// Whether there is no memory for as many responses at once as a connection may have.
  var isMemoryScarce: Bool { !pool.account.hasRoom(for: Self.batchBytes) }

  /// Whether so many bytes more may be held. Connections that wait for a request are closed for them as needed, first those that have
  /// sent part of one, longest ago first.
  /// - Parameter favoured: input of the connection that needs the memory, and is not to be closed for it.
  func makeRoom(for bytes: Int, inFavourOf favoured: ConnectionInput? = nil) -> Bool {
    if bytes == 0 || pool.account.hasRoom(for: bytes) { return true }
    var freed = 0
    while freed < bytes {
      guard let victim = waiting.first, !victim.receives(with: favoured) else { break }
      freed += victim.giveWay()
    }
    return pool.account.hasRoom(for: bytes)
  }

  /// Closes the connection that has waited for a request longest, where the configuration has it so. False where none waits.
  func closeLongestWaiting() -> Bool {
    guard configuration.closesWaitingWhenFull, let victim = waiting.longest else { return false }
    _ = victim.giveWay()
    return true
  }

  /// Answers a connection that cannot be served, and closes it.
  func refuse(_ transport: any Transport, _ refusal: Refusal) async {
    await HTTPConnection(transport, self).refuse(refusal)
  }

  /// Has responses close their connections from here on, and idle connections end.
  package func drain() {
    if isDraining { return }
    drainBegan = loop.now
    forEachConnection { connection in
      connection.wakeIfIdle()
      connection.tellOfDrain()
    }
  }

  /// Ends all connections, whatever they are at.
  func cutOff() { forEachConnection { $0.cutOff() } }

  // MARK: the connections

  /// A connection's neighbours in the list of all.
  struct Neighbours {
    fileprivate var next: HTTPConnection?
    fileprivate unowned(unsafe) var previous: HTTPConnection?
  }

  private func add(_ connection: HTTPConnection) {
    connection.neighbours.next = first
    first?.neighbours.previous = connection
    first = connection
    connection.countIn()
    counts.connections.add(1)
  }

  private func remove(_ connection: HTTPConnection) {
    let (previous, next) = (connection.neighbours.previous, connection.neighbours.next)
    if let previous { previous.neighbours.next = next } else { first = next }
    next?.neighbours.previous = previous
    connection.neighbours = Neighbours()
    counts.connections.add(-1)
  }

  private func forEachConnection(_ body: (HTTPConnection) -> Void) {
    var connection = first
    while let current = connection {
      connection = current.neighbours.next
      body(current)
    }
  }
}
