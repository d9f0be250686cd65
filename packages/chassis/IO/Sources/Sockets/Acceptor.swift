import Glibc
import Synchronization

/// A connection that was accepted, and whether it may stay.
struct Admission: Sendable {
  let descriptor: Int32
  let peer: RawAddress
  let refusal: Listener.Refusal?
}

/// A listener's part on one loop.
final class Acceptor: LoopMember, @unchecked Sendable {
  /// So many are accepted before others on the loop have their turn.
  private static let batch = 64
  private static let refusalsAtOnce = 64
  /// So much more than the least busy loop may have before it gets the next connection.
  private static let slack = 2

  private let listener: Listener
  private let makeRoom: Listener.MakeRoom
  private let inbox = Mutex(Inbox())
  private let connectionCount = Atomic<Int>(0)
  private var refusals = 0
  private var isRegistered = false
  private var isStopped = false
  private var mayHaveMore = true
  /// Connections that rested and want a task.
  private var woken: [Resting] = []
  private var isFinished = false
  /// A descriptor to give up when the process has no more, so that the next in the queue can be taken out of it and sent away.
  private var reserve = System.makeWaker()

  /// Connections that other loops accepted for this one.
  private struct Inbox {
    var admissions: [Admission] = []
    var isClosed = false
  }

  init(_ loop: EventLoop, _ listener: Listener, _ makeRoom: @escaping Listener.MakeRoom) {
    self.listener = listener
    self.makeRoom = makeRoom
    super.init(loop)
  }

  /// Those of the listener that are this loop's.
  var connections: Int { connectionCount.load(ordering: .relaxed) }

  override func ready(_ events: UInt32) {
    mayHaveMore = true
    wake(.read)
  }

  override func loopStops() { stopAccepting() }

  /// Waits until somebody is in the queue; `closed` when nobody is to be accepted any more.
  func waitForConnections() async -> Wake {
    if isStopped { return .closed }
    if hasMail || !woken.isEmpty || (mayHaveMore && isRegistered) {
      mayHaveMore = false
      await loop.yield()
      return isStopped ? .closed : .ready
    }
    if !isRegistered, reserveDescriptor(), loop.register(listener.descriptor, Poll.input | Poll.exclusive, self) == 0 {
      isRegistered = true
    }
    // Without a place at the poller, or without a descriptor to spare, it looks again later.
    let wake = await wait(.read, until: isRegistered ? .never : loop.now + .milliseconds(50))
    if wake == .timedOut { mayHaveMore = true }
    return isStopped ? .closed : wake == .timedOut ? .ready : wake
  }

  /// Stops waiting for more. The listener's socket stays open.
  func stopAccepting() {
    if isStopped { return }
    isStopped = true
    pause()
    wake(.read, .closed)
  }

  private func pause() {
    if isRegistered { _ = System.unregister(loop.poller, listener.descriptor) }
    isRegistered = false
  }

  /// Takes what other loops sent, and a bounded number out of the queue. Returns whether there may be more.
  @discardableResult
  func takeBatch(_ start: (Admission) -> Void) -> Bool {
    for admission in takeInbox() { start(admission) }
    var left = Self.batch
    while left > 0 {
      left -= 1
      let (result, peer) = System.accept(listener.descriptor)
      if result >= 0 {
        place(Int32(result), peer, start)
      } else if result == -Int(EAGAIN) || result == -Int(EINVAL) {
        mayHaveMore = false
        return false
      } else if result == -Int(EMFILE) || result == -Int(ENFILE) || result == -Int(ENOBUFS) || result == -Int(ENOMEM) {
        if !makeRoom(loop), !sendOneAway() {
          pause()
          return false
        }
      }
      // Anything else befell the connection in the queue, and not the listener.
    }
    mayHaveMore = true
    return true
  }

  private func place(_ descriptor: Int32, _ peer: RawAddress, _ start: (Admission) -> Void) {
    if let refusal = refusal(of: peer, at: descriptor) {
      return start(Admission(descriptor: descriptor, peer: peer, refusal: refusal))
    }
    let admission = Admission(descriptor: descriptor, peer: peer, refusal: nil)
    if !isStopped, let other = listener.leastBusy(), other !== self, other.connections + Self.slack <= connections, other.offer(admission) {
      return
    }
    connectionCount.wrappingAdd(1, ordering: .relaxed)
    start(admission)
  }

  /// Counts the connection in, or says why it is turned away.
  private func refusal(of peer: RawAddress, at descriptor: Int32) -> Listener.Refusal? {
    if descriptor >= listener.firstSparedDescriptor { return .tooFewDescriptors }
    let refusal = listener.census.enter(peer)
    // The one that is closed counts until its task has ended: for a moment there is one more than may be.
    if refusal == .tooManyConnections, makeRoom(loop) { return listener.census.enter(peer, beyondLimit: true) }
    return refusal
  }

  /// The process has no descriptors: gives up the reserve, takes one connection with it, and closes that.
  private func sendOneAway() -> Bool {
    if reserve < 0 { return false }
    System.close(Int32(reserve))
    let (result, _) = System.accept(listener.descriptor)
    if result >= 0 {
      System.close(Int32(result))
      loop.figures.refusedCount.add(1)
    }
    reserve = System.makeWaker()
    return result >= 0 && reserve >= 0
  }

  private func reserveDescriptor() -> Bool {
    if reserve < 0 { reserve = System.makeWaker() }
    return reserve >= 0
  }

  // MARK: connections that other loops accepted

  /// Called on any loop. `false` when this one takes no more.
  private func offer(_ admission: Admission) -> Bool {
    let (isTaken, isFirst) = inbox.withLock { inbox in
      if inbox.isClosed { return (false, false) }
      inbox.admissions.append(admission)
      return (true, inbox.admissions.count == 1)
    }
    if isTaken { connectionCount.wrappingAdd(1, ordering: .relaxed) }
    if isFirst { loop.execute { self.wake(.read) } }
    return isTaken
  }

  private var hasMail: Bool { inbox.withLock { !$0.admissions.isEmpty } }

  private func takeInbox() -> [Admission] {
    inbox.withLock { inbox in
      if inbox.admissions.isEmpty { return [] }
      defer { inbox.admissions.removeAll(keepingCapacity: true) }
      return inbox.admissions
    }
  }

  // MARK: connections that rest

  /// Whether the connection rests from here on; where not, its task has to go on.
  func takes(_ socket: Socket, _ rest: Listener.Rest) -> Bool {
    !isFinished && socket.rest(Resting(socket, self, rest.resume), until: rest.deadline)
  }

  func resume(_ resting: Resting) {
    woken.append(resting)
    wake(.read)
  }

  func takeWoken() -> [Resting] {
    if woken.isEmpty { return [] }
    defer { woken.removeAll(keepingCapacity: woken.count <= Self.batch) }
    return woken
  }

  // MARK: the end

  /// Takes the last of what others sent, wakes all that rest, and gives everything back.
  func finish(_ start: (Admission) -> Void, _ resume: (Resting) -> Void) {
    isFinished = true
    // A call to stop that is still on its way must not touch a descriptor that may be another's by then.
    isStopped = true
    for member in loop.table.members { member.endRest(with: self) }
    for resting in takeWoken() { resume(resting) }
    let last = inbox.withLock { inbox in
      inbox.isClosed = true
      return inbox.admissions
    }
    for admission in last { start(admission) }
    if reserve >= 0 { System.close(Int32(reserve)) }
    reserve = -1
    leave(.closed)
  }

  // MARK: counts

  func left(_ peer: RawAddress) {
    connectionCount.wrappingSubtract(1, ordering: .relaxed)
    listener.census.leave(peer)
  }

  func beginRefusal() -> Bool {
    if refusals >= Self.refusalsAtOnce { return false }
    refusals += 1
    return true
  }

  func endRefusal() { refusals -= 1 }
}
