import Glibc
import Platform
import Synchronization

/// Takes connections at an address and runs a task for each.
///
///     let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
///     await listener.run(on: loops) { socket in … }   // until another task calls close()
///
/// All loops wait at one socket; whichever is free accepts, and hands a connection to the loop that has fewest. A connection's task runs
/// on its loop, and when it returns, the connection is closed.
public final class Listener: Sendable {
  /// How many connections there may be, and how many wait to be accepted.
  public struct Limits: Sendable {
    /// Open at the same time, in all.
    public var connections: Int
    /// Open at the same time from one address; Unix sockets have none and are not counted.
    public var connectionsPerAddress: Int
    /// Made by the system and not yet accepted; the system has a limit of its own (`net.core.somaxconn`).
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

  /// A connection's task, up to its end or to where it rests.
  public typealias Handle = @Sendable (Socket) async -> Rest?

  /// What answers a connection that is turned away.
  public typealias Refuse = @Sendable (Socket, Refusal) async -> Void

  /// What closes a connection of the loop so that another can come in; `false` where there is none to close.
  public typealias MakeRoom = @Sendable (EventLoop) -> Bool

  /// Why a connection is turned away.
  public enum Refusal: Sendable, Equatable {
    case tooManyConnections
    case tooManyFromAddress
    /// The process has no more descriptors than it must spare.
    case tooFewDescriptors
  }

  /// What it is bound to, with the port that the system chose where it was 0.
  public let address: SocketAddress
  let limits: Limits
  let descriptor: Int32
  let census: Census
  /// The first descriptor that is spared: the system gives the lowest number that is free, so that none is given as long as others are.
  let firstSparedDescriptor: Int32
  private let socketFile: System.FileIdentity?
  private let state = Mutex(State())

  private struct State {
    var acceptors: [Acceptor] = []
    /// Loops that have not yet begun to accept.
    var expected = 0
    var isRunning = false
    var isClosing = false
    var isClosed = false
  }

  private init(address: SocketAddress, limits: Limits, descriptor: Int32, socketFile: System.FileIdentity?) {
    self.address = address
    self.limits = limits
    self.descriptor = descriptor
    self.socketFile = socketFile
    census = Census(limits)
    firstSparedDescriptor = Int32(clamping: ThisProcess.openFileLimit - limits.sparedDescriptors)
  }

  deinit { closeDescriptor() }

  /// Takes the address. A Unix socket's path that a process left behind when it ended is taken over; one at which somebody listens is not.
  public static func bind(_ address: SocketAddress, limits: Limits = Limits()) throws(IOError) -> Listener {
    guard let raw = RawAddress(address) else { throw .system(action: "listen at", subject: "\(address)", code: EINVAL) }
    let result = System.socket(family: raw.systemFamily)
    if result < 0 { throw failure("make a socket for", address, result) }
    let descriptor = Int32(result)
    do throws(IOError) {
      if raw.family != .unix { _ = System.setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1) }
      // One socket for IPv6 and IPv4, whatever the system's default.
      if raw.family == .ipv6 { _ = System.setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
      var bound = System.bind(descriptor, raw)
      if bound == -Int(EADDRINUSE), case .unix(let path) = address, removeStaleSocket(path, raw) { bound = System.bind(descriptor, raw) }
      if bound < 0 { throw failure("listen at", address, bound) }
      let listening = System.listen(descriptor, backlog: limits.backlog)
      if listening < 0 { throw failure("listen at", address, listening) }
    } catch {
      System.close(descriptor)
      throw error
    }
    let actual = System.localAddress(descriptor).address ?? address
    var file: System.FileIdentity?
    if case .unix(let path) = actual { file = System.identityOfSocket(at: path) }
    return Listener(address: actual, limits: limits, descriptor: descriptor, socketFile: file)
  }

  /// Accepts until `close` is called, this task is cancelled or the loops stop, and returns when the last connection's task has returned.
  /// - Parameters:
  ///   - refuse: answers a connection that a limit turns away; without it such a connection is closed at once. A few at a time are
  ///     answered, the others are closed at once.
  ///   - handle: a connection's task. The socket is closed when it returns.
  public func run(
    on loops: EventLoops, refuse: Refuse? = nil, _ handle: @escaping @Sendable (Socket) async -> Void
  ) async {
    await runResting(on: loops, refuse: refuse) { socket in
      await handle(socket)
      return nil
    }
  }

  /// The same, with connections that may rest.
  /// - Parameters:
  ///   - makeRoom: asked on a loop when there are as many connections as may be, or no descriptors: whether it closed one of that loop,
  ///     in whose place the new one is taken.
  ///   - handle: a connection's task. The socket is closed when it returns `nil`.
  public func runResting(
    on loops: EventLoops, refuse: Refuse? = nil, makeRoom: @escaping MakeRoom = { _ in false }, _ handle: @escaping Handle
  ) async {
    let begins = state.withLock { state in
      precondition(!state.isRunning, "a listener runs once")
      if state.isClosing { return false }
      state.isRunning = true
      state.expected = loops.all.count
      return true
    }
    if !begins { return }
    await withDiscardingTaskGroup { group in
      for loop in loops.all {
        group.addTask(executorPreference: loop) { await self.serve(loop, refuse, makeRoom, handle) }
      }
    }
    closeDescriptor()
  }

  /// Accepts no more. Connections that the system has already made are accepted first, so that none of them is lost; those that are open
  /// go on. Any thread may call it, more than once.
  public func close() {
    let (acceptors, isRunning) = state.withLock { state in
      state.isClosing = true
      return (state.acceptors, state.isRunning)
    }
    for acceptor in acceptors { acceptor.loop.execute { acceptor.stopAccepting() } }
    if !isRunning { closeDescriptor() }
  }

  private func serve(
    _ loop: EventLoop, _ refuse: Refuse?, _ makeRoom: @escaping MakeRoom, _ handle: @escaping Handle
  ) async {
    let acceptor = Acceptor(loop, self, makeRoom)
    await withDiscardingTaskGroup { group in
      enter(acceptor)
      var wake = Wake.ready
      while wake == .ready {
        acceptor.takeBatch { admission in Self.start(admission, &group, acceptor, refuse, handle) }
        for resting in acceptor.takeWoken() { Self.resume(resting, &group) }
        wake = await acceptor.waitForConnections()
      }
      if leave(acceptor) {
        // The last one out takes in who is still in the queue.
        if wake == .closed, loop.stage == .running {
          stopQueue()
          while acceptor.takeBatch({ admission in Self.start(admission, &group, acceptor, refuse, handle) }) { await loop.yield() }
        }
        closeDescriptor()
      }
      acceptor.finish { admission in
        Self.start(admission, &group, acceptor, refuse, handle)
      } _: { resting in
        Self.resume(resting, &group)
      }
    }
  }

  private static func start(
    _ admission: Admission, _ group: inout DiscardingTaskGroup, _ acceptor: Acceptor,
    _ refuse: Refuse?, _ handle: @escaping Handle
  ) {
    let socket = Socket(admission.descriptor, peer: admission.peer, on: acceptor.loop)
    guard let refusal = admission.refusal else {
      acceptor.loop.figures.acceptedCount.add(1)
      group.addTask { await Self.serve(socket, acceptor) { await handle(socket) } }
      return
    }
    acceptor.loop.figures.refusedCount.add(1)
    guard let refuse, acceptor.beginRefusal() else { return socket.close() }
    group.addTask {
      await refuse(socket, refusal)
      socket.close()
      acceptor.endRefusal()
    }
  }

  private static func resume(_ resting: Resting, _ group: inout DiscardingTaskGroup) {
    group.addTask { await Self.serve(resting.socket, resting.acceptor, resting.resume) }
  }

  /// A connection's task, until the connection ends or rests.
  private static func serve(_ socket: Socket, _ acceptor: Acceptor, _ first: @escaping @Sendable () async -> Rest?) async {
    var part = first
    while true {
      var rest: Rest?
      await socket.owned { rest = await part() }
      guard let rest else { break }
      if acceptor.takes(socket, rest) { return }
      // The listener closes, and makes no more tasks: this one waits itself.
      part = {
        try? await socket.waitUntilReadable(deadline: rest.deadline)
        return await rest.resume()
      }
    }
    socket.close()
    acceptor.left(socket.peerAddress)
  }

  private func enter(_ acceptor: Acceptor) {
    let isClosing = state.withLock { state in
      state.expected -= 1
      state.acceptors.append(acceptor)
      return state.isClosing
    }
    if isClosing { acceptor.stopAccepting() }
  }

  /// Returns whether it was the last.
  private func leave(_ acceptor: Acceptor) -> Bool {
    state.withLock { state in
      state.acceptors.removeAll { $0 === acceptor }
      return state.acceptors.isEmpty && state.expected == 0
    }
  }

  /// How many loops accept.
  var acceptorCount: Int { state.withLock { $0.acceptors.count } }

  /// The acceptor, of those who still accept, that has fewest connections.
  func leastBusy() -> Acceptor? {
    state.withLock { state in state.acceptors.min { $0.connections < $1.connections } }
  }

  /// Nobody new gets into the queue.
  private func stopQueue() {
    if case .unix(let path) = address {
      removeFile(path)
      _ = System.shutdown(descriptor, Int32(SHUT_RD))
    } else {
      System.refuseNewConnections(descriptor)
    }
  }

  private func closeDescriptor() {
    let isFirst = state.withLock { state in
      defer { (state.isClosing, state.isClosed) = (true, true) }
      return !state.isClosed
    }
    if !isFirst { return }
    if case .unix(let path) = address { removeFile(path) }
    System.close(descriptor)
  }

  /// Removes the path, unless another process has put its own socket there.
  private func removeFile(_ path: String) {
    if let socketFile, System.identityOfSocket(at: path) == socketFile { System.remove(path) }
  }

  /// Removes a socket at which nobody listens. The same file must be there before and after asking.
  private static func removeStaleSocket(_ path: String, _ raw: RawAddress) -> Bool {
    guard let file = System.identityOfSocket(at: path) else { return false }
    let probe = System.socket(family: raw.systemFamily)
    if probe < 0 { return false }
    defer { System.close(Int32(probe)) }
    guard System.connect(Int32(probe), raw) == -Int(ECONNREFUSED), System.identityOfSocket(at: path) == file else { return false }
    System.remove(path)
    return true
  }

  private static func failure(_ action: String, _ address: SocketAddress, _ result: Int) -> IOError {
    .system(action: action, subject: "\(address)", code: Int32(-result))
  }
}
