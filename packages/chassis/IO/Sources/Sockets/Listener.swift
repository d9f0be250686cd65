import Platform
import Synchronization

/// A socket that is bound to an address, and whose connections are accepted and get a task each.
///
///     let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
///     await listener.accept(on: loops) { socket in … }   // until another task calls close()
///
/// All loops wait at one socket; whichever is free accepts, and hands a connection to the loop that has fewest. A connection's task runs
/// on its loop, and when it returns, the connection is closed.
public final class Listener: Sendable {
  /// Limits of the connections that there may be, and of those that wait to be accepted.
  public struct Limits: Sendable {
    /// Connections open at the same time, in all.
    public var connections: Int
    /// Connections open at the same time from one address; Unix sockets have none and are not counted.
    public var connectionsPerAddress: Int
    /// Connections made by the system and not yet accepted (listen(2)); the system has a limit of its own (`net.core.somaxconn`).
    public var backlog: Int32
    /// Descriptors of the process that are left to others, such as a listener that answers for the process's health: a connection
    /// that would take one of them is turned away.
    public var sparedDescriptors: Int

    public init(connections: Int = 65_536, connectionsPerAddress: Int = .max, backlog: Int32 = 4096, sparedDescriptors: Int = 0) {
      self.connections = connections
      self.connectionsPerAddress = connectionsPerAddress
      self.backlog = backlog
      self.sparedDescriptors = sparedDescriptors
    }
  }

  /// A wait of a connection for its peer, without a task: a task keeps the memory of its deepest call, some kilobytes, and a new one
  /// costs little beside a wait that took long.
  ///
  /// When the socket becomes readable or closed, somebody calls `wakeReader`, the deadline passes or the listener closes, a new task
  /// on the same loop calls `resume`, which finds out by itself which of these it was.
  public struct Parking: Sendable {
    let deadline: Deadline
    let resume: @Sendable () async -> Parking?

    /// - Parameters:
    ///   - deadline: the moment at which the wait ends, if nothing else ends it.
    ///   - resume: handles the connection further, as the handler that was given to the listener does.
    public init(until deadline: Deadline, _ resume: @escaping @Sendable () async -> Parking?) {
      self.deadline = deadline
      self.resume = resume
    }
  }

  /// The body of a connection's task. It returns `nil` at the connection's end, else the wait for which the connection is parked.
  public typealias Handle = @Sendable (Socket) async -> Parking?

  /// The body of a task that answers a connection which is turned away.
  public typealias Refuse = @Sendable (Socket, Refusal) async -> Void

  /// A function that closes one connection of the loop so that another can come in, and returns `false` where there is none to close.
  public typealias MakeRoom = @Sendable (EventLoop) -> Bool

  /// A reason why a connection is turned away.
  public enum Refusal: Sendable, Equatable {
    /// `Limits.connections` are open.
    case tooManyConnections
    /// `Limits.connectionsPerAddress` are open from the peer's address.
    case tooManyFromAddress
    /// The process has no more descriptors than `Limits.sparedDescriptors`.
    case tooFewDescriptors
  }

  /// Functions that the listener calls for its connections.
  struct Handlers: Sendable {
    let refuse: Refuse?
    let makeRoom: MakeRoom
    let handle: Handle
  }

  let socket: ListeningSocket
  /// Connections counted against the limits.
  let census: Census
  private let state = Mutex(State())

  private struct State {
    var acceptors: [Acceptor] = []
    /// Loops that have not yet begun to accept.
    var expected = 0
    var isAccepting = false
    var isClosing = false
  }

  private init(_ socket: ListeningSocket, _ limits: Limits) {
    self.socket = socket
    census = Census(limits)
  }

  /// Takes the address (bind(2), listen(2)). A Unix socket's path that a process left behind when it ended is taken over; one at which
  /// somebody listens is not. Throws `IOError.system`.
  public static func bind(_ address: SocketAddress, limits: Limits = Limits()) throws(IOError) -> Listener {
    Listener(try ListeningSocket(at: address, backlog: limits.backlog), limits)
  }

  /// The address that the listener is bound to, with the port that the system chose where it was to be 0.
  public var address: SocketAddress { socket.address }

  /// Accepts until `close` is called, this task is cancelled or the loops stop, and returns when the last connection's task has returned.
  /// - Parameters:
  ///   - refuse: answers a connection that a limit turns away; without it such a connection is closed at once. A few at a time are
  ///     answered, the others are closed at once.
  ///   - handle: a connection's task. The socket is closed when it returns.
  public func accept(
    on loops: EventLoops, refuse: Refuse? = nil, _ handle: @escaping @Sendable (Socket) async -> Void
  ) async {
    await acceptParking(on: loops, refuse: refuse) { socket in
      await handle(socket)
      return nil
    }
  }

  /// The same as `accept`, with connections that may be parked.
  /// - Parameters:
  ///   - makeRoom: asked on a loop when there are as many connections as may be, or no descriptors: whether it closed one of that loop,
  ///     in whose place the new one is taken.
  ///   - handle: a connection's task. The socket is closed when it returns `nil`.
  public func acceptParking(
    on loops: EventLoops, refuse: Refuse? = nil, makeRoom: @escaping MakeRoom = { _ in false }, _ handle: @escaping Handle
  ) async {
    let begins = state.withLock { state in
      precondition(!state.isAccepting, "a listener accepts once")
      if state.isClosing { return false }
      state.isAccepting = true
      state.expected = loops.all.count
      return true
    }
    if !begins { return }
    let handlers = Handlers(refuse: refuse, makeRoom: makeRoom, handle: handle)
    await withDiscardingTaskGroup { group in
      for loop in loops.all {
        group.addTask(executorPreference: loop) { await Acceptor(loop, self, handlers).acceptAll() }
      }
    }
    socket.close()
  }

  /// Accepts no more. Connections that the system has already made are accepted first, so that none of them is lost; those that are open
  /// go on. Any thread may call it, more than once.
  public func close() {
    let (acceptors, isAccepting) = state.withLock { state in
      state.isClosing = true
      return (state.acceptors, state.isAccepting)
    }
    for acceptor in acceptors { acceptor.loop.execute { acceptor.stopAccepting() } }
    if !isAccepting { socket.close() }
  }

  // MARK: acceptors

  /// Counts an acceptor in, which stops at once where the listener is closing.
  func enter(_ acceptor: Acceptor) {
    let isClosing = state.withLock { state in
      state.expected -= 1
      state.acceptors.append(acceptor)
      return state.isClosing
    }
    if isClosing { acceptor.stopAccepting() }
  }

  /// Counts an acceptor out, and returns whether it was the last.
  func leave(_ acceptor: Acceptor) -> Bool {
    state.withLock { state in
      state.acceptors.removeAll { $0 === acceptor }
      return state.acceptors.isEmpty && state.expected == 0
    }
  }

  /// Loops that accept.
  var acceptorCount: Int { state.withLock { $0.acceptors.count } }

  /// The acceptor, of those who still accept, that has fewest connections.
  func leastBusy() -> Acceptor? {
    state.withLock { state in state.acceptors.min { $0.connections < $1.connections } }
  }
}
