import IO

/// What the connections of one loop share. It belongs to the loop.
package final class LoopServing: @unchecked Sendable {
  let loop: EventLoop
  let configuration: ServerConfiguration
  let timings: Timings
  let handler: Handler
  package let counts = LoopCounts()
  @exclusivity(unchecked) var pool: BufferPool
  /// Connections that wait for a request.
  @exclusivity(unchecked) var waiting = WaitingConnections()
  @exclusivity(unchecked) var date = DateField()
  /// When draining began.
  @exclusivity(unchecked) private(set) var drainBegan: Deadline?
  /// The first of the loop's connections; each knows its neighbours.
  @exclusivity(unchecked) private var first: HTTPConnection?

  package init(loop: EventLoop, configuration: ServerConfiguration, handler: @escaping Handler) {
    self.loop = loop
    self.configuration = configuration
    self.handler = handler
    timings = Timings(configuration)
    pool = BufferPool(configuration.memory)
  }

  var isDraining: Bool { drainBegan != nil }

  /// Serves a connection to its end.
  package func serve(_ transport: any Transport) async {
    let connection = HTTPConnection(transport, self)
    add(connection)
    _ = await connection.run()
    remove(connection)
  }

  /// Serves a connection to its end, or to where it rests.
  func serve(resting transport: any Transport) async -> Listener.Parking? {
    if !makeRoom(for: HTTPConnection.ownBytes) {
      await refuse(transport, .tooLittleMemory)
      return nil
    }
    let connection = HTTPConnection(transport, self, mayRest: true)
    add(connection)
    return await goOn(connection)
  }

  private func goOn(_ connection: HTTPConnection) async -> Listener.Parking? {
    if let deadline = await connection.run() { return Listener.Parking(until: deadline) { await self.goOn(connection) } }
    remove(connection)
    return nil
  }

  /// Whether so many bytes more may be held. Connections that wait for a request are closed for them as needed, first those that have
  /// sent part of one, longest ago first.
  /// - Parameter favoured: the one that needs the memory, and is not to be closed for it.
  func makeRoom(for bytes: Int, inFavourOf favoured: HTTPConnection? = nil) -> Bool {
    if bytes == 0 || pool.account.hasRoom(for: bytes) { return true }
    var freed = 0
    while freed < bytes {
      guard let victim = waiting.first, victim !== favoured else { break }
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
    await HTTPConnection(transport, self).refuseAtOnce(refusal)
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

  private func add(_ connection: HTTPConnection) {
    connection.next = first
    first?.previous = connection
    first = connection
    connection.countIn()
    counts.connections.add(1)
  }

  private func remove(_ connection: HTTPConnection) {
    if let previous = connection.previous { previous.next = connection.next } else { first = connection.next }
    connection.next?.previous = connection.previous
    (connection.next, connection.previous) = (nil, nil)
    counts.connections.add(-1)
  }

  private func forEachConnection(_ body: (HTTPConnection) -> Void) {
    var connection = first
    while let current = connection {
      connection = current.next
      body(current)
    }
  }
}
