import Glibc
import Synchronization

/// A listener's part on one loop: accepts there, runs a task for each connection that is the loop's, and keeps those that are parked.
final class Acceptor: LoopMember, @unchecked Sendable {
  /// Connections accepted before others on the loop have their turn.
  private static let batch = 64
  private static let refusalsAtOnce = 64
  /// Connections that this loop may have more than the least busy one before that one gets the next.
  private static let slack = 2

  /// A connection whose wait is parked, and the acceptor that makes a task for it when the wait has ended.
  private final class ParkedConnection: ParkedWait, @unchecked Sendable {
    let socket: Socket
    let acceptor: Acceptor
    let resume: @Sendable () async -> Listener.Parking?

    init(_ socket: Socket, _ acceptor: Acceptor, _ resume: @escaping @Sendable () async -> Listener.Parking?) {
      self.socket = socket
      self.acceptor = acceptor
      self.resume = resume
    }

    override func ended() { acceptor.wakeParked(self) }
  }

  private let listener: Listener
  private let handlers: Listener.Handlers
  private let accepted = AcceptedConnections()
  private let connectionCount = Atomic<Int>(0)
  // The loop's thread alone touches what follows.
  private var refusals = 0
  private var isRegistered = false
  /// Nobody is to be accepted any more.
  private var isStopped = false
  /// No task is made for a connection any more.
  private var isFinished = false
  private var mayHaveMore = true
  /// Connections that were parked and want a task.
  private var woken: [ParkedConnection] = []
  /// A descriptor to give up when the process has no more, so that the next in the queue can be taken out of it and sent away; negative
  /// where the process had none to spare.
  private var spare = System.makeWaker()

  init(_ loop: EventLoop, _ listener: Listener, _ handlers: Listener.Handlers) {
    self.listener = listener
    self.handlers = handlers
    super.init(loop)
  }

  /// Connections of the listener that are this loop's. Any thread may ask.
  var connections: Int { connectionCount.load(ordering: .relaxed) }

  /// Accepts until the listener closes, the calling task is cancelled or the loop stops, and returns when the last task of a connection
  /// has returned.
  func acceptAll() async {
    await withDiscardingTaskGroup { group in
      listener.enter(self)
      var outcome = WaitOutcome.ready
      while outcome == .ready {
        takeBatch(&group)
        resumeWoken(&group)
        outcome = await waitForConnections()
      }
      if listener.leave(self) {
        // The last one out takes in who is still in the queue.
        if outcome == .closed, loop.isRunning {
          listener.socket.stopQueue()
          while takeBatch(&group) { await loop.yield() }
        }
        listener.socket.close()
      }
      finish(&group)
    }
  }

  /// Stops accepting. The listening socket stays open. Only on the loop.
  func stopAccepting() {
    if isStopped { return }
    isStopped = true
    pause()
    wake(.read, .closed)
  }

  override func ready(_ events: UInt32) {
    mayHaveMore = true
    wake(.read)
  }

  override func loopStops() { stopAccepting() }

  // MARK: accepting

  /// Waits until somebody is in the queue; `closed` when nobody is to be accepted any more.
  private func waitForConnections() async -> WaitOutcome {
    if isStopped { return .closed }
    if !accepted.isEmpty || !woken.isEmpty || (mayHaveMore && isRegistered) {
      mayHaveMore = false
      await loop.yield()
      return isStopped ? .closed : .ready
    }
    if !isRegistered, hasSpare(), listener.socket.register(self) == 0 { isRegistered = true }
    // Without a place at the poller, or without a descriptor to spare, it looks again later.
    let outcome = await wait(.read, until: isRegistered ? .never : loop.now + .milliseconds(50))
    if outcome == .timedOut { mayHaveMore = true }
    return isStopped ? .closed : outcome == .timedOut ? .ready : outcome
  }

  private func pause() {
    if isRegistered { listener.socket.unregister(self) }
    isRegistered = false
  }

  /// Takes what other loops sent, and a bounded number out of the queue. Returns whether there may be more.
  @discardableResult
  private func takeBatch(_ group: inout DiscardingTaskGroup) -> Bool {
    let sent = accepted.take()
    for connection in sent { start(connection, &group) }
    var hasStarted = !sent.isEmpty
    var left = Self.batch
    while left > 0 {
      left -= 1
      // Those that have just begun can make room only once they wait: their turn is next.
      if hasStarted, listener.census.isFull { break }
      let (result, peer) = listener.socket.accept()
      if result >= 0 {
        let refusal = assign(AcceptedConnection(descriptor: Int32(result), peer: peer), &group)
        // Its answer is next, and gives back the descriptor, which was spared for others.
        if refusal == .tooFewDescriptors { break }
        if refusal == nil { hasStarted = true }
      } else if result == -Int(EAGAIN) || result == -Int(EINVAL) {
        mayHaveMore = false
        return false
      } else if result == -Int(EMFILE) || result == -Int(ENFILE) || result == -Int(ENOBUFS) || result == -Int(ENOMEM) {
        if hasStarted { break }
        if !handlers.makeRoom(loop), !sendOneAway() {
          pause()
          return false
        }
      }
      // Anything else befell the connection in the queue, and not the listener.
    }
    mayHaveMore = true
    return true
  }

  /// Gives the connection to the loop that is to have it, if it may stay; else returns why not.
  private func assign(_ connection: AcceptedConnection, _ group: inout DiscardingTaskGroup) -> Listener.Refusal? {
    var connection = connection
    connection.refusal = countIn(connection)
    if let refusal = connection.refusal {
      start(connection, &group)
      return refusal
    }
    if !isStopped, let other = listener.leastBusy(), other !== self, other.connections + Self.slack <= connections, other.offer(connection) {
      return nil
    }
    connectionCount.wrappingAdd(1, ordering: .relaxed)
    start(connection, &group)
    return nil
  }

  /// Counts the connection in, or says why it is turned away.
  private func countIn(_ connection: AcceptedConnection) -> Listener.Refusal? {
    let refusal = listener.census.enter(connection.peer, at: connection.descriptor)
    // The one that is closed counts until its task has ended: for a moment there is one more than may be.
    if refusal == .tooManyConnections, handlers.makeRoom(loop) {
      return listener.census.enter(connection.peer, at: connection.descriptor, beyondLimit: true)
    }
    return refusal
  }

  /// Takes a connection that another loop accepted. Called on any loop. `false` when this one takes no more.
  private func offer(_ connection: AcceptedConnection) -> Bool {
    let (isTaken, isFirst) = accepted.add(connection)
    if isTaken { connectionCount.wrappingAdd(1, ordering: .relaxed) }
    if isFirst { loop.execute { self.wake(.read) } }
    return isTaken
  }

  /// The process has no descriptors: gives up the spare one, takes one connection with it, and closes that.
  private func sendOneAway() -> Bool {
    if spare < 0 { return false }
    System.close(Int32(spare))
    let (result, _) = listener.socket.accept()
    if result >= 0 {
      System.close(Int32(result))
      loop.figures.connectionRefused()
    }
    spare = System.makeWaker()
    return result >= 0 && spare >= 0
  }

  private func hasSpare() -> Bool {
    if spare < 0 { spare = System.makeWaker() }
    return spare >= 0
  }

  // MARK: tasks

  private func start(_ connection: AcceptedConnection, _ group: inout DiscardingTaskGroup) {
    let socket = Socket(connection.descriptor, peer: connection.peer, on: loop)
    guard let refusal = connection.refusal else {
      loop.figures.connectionAccepted()
      group.addTask { await self.handle(socket) { await self.handlers.handle(socket) } }
      return
    }
    loop.figures.connectionRefused()
    guard let refuse = handlers.refuse, refusals < Self.refusalsAtOnce else { return socket.close() }
    refusals += 1
    group.addTask {
      await refuse(socket, refusal)
      socket.close()
      self.refusals -= 1
    }
  }

  /// A connection's task, until the connection ends or is parked.
  private func handle(_ socket: Socket, _ first: @escaping @Sendable () async -> Listener.Parking?) async {
    var part = first
    while true {
      var parking: Listener.Parking?
      await socket.owned { parking = await part() }
      guard let parking else { break }
      if !isFinished, socket.park(ParkedConnection(socket, self, parking.resume), untilReadableOr: parking.deadline) { return }
      // There is something to read already; or the listener closes, and makes no more tasks: this one waits itself.
      part = {
        try? await socket.waitUntilReadable(deadline: parking.deadline)
        return await parking.resume()
      }
    }
    socket.close()
    connectionCount.wrappingSubtract(1, ordering: .relaxed)
    listener.census.leave(socket.peerAddress)
  }

  private func wakeParked(_ connection: ParkedConnection) {
    woken.append(connection)
    wake(.read)
  }

  private func resumeWoken(_ group: inout DiscardingTaskGroup) {
    if woken.isEmpty { return }
    let connections = woken
    woken.removeAll(keepingCapacity: connections.count <= Self.batch)
    for connection in connections { group.addTask { await self.handle(connection.socket, connection.resume) } }
  }

  /// Takes the last of what others sent, wakes all that are parked, and gives everything back.
  private func finish(_ group: inout DiscardingTaskGroup) {
    isFinished = true
    // A call to stop that is still on its way must not touch a descriptor that may be another's by then.
    isStopped = true
    loop.endParked { ($0 as? ParkedConnection)?.acceptor === self }
    resumeWoken(&group)
    for connection in accepted.close() { start(connection, &group) }
    if spare >= 0 { System.close(Int32(spare)) }
    spare = -1
    leave(.closed)
  }
}
