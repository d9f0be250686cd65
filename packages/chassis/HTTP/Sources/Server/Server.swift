import IO
import Lifecycle
import Platform
import Synchronization
import TLS

/// An HTTP/1.1 server (RFC 9110, RFC 9112) as a part of a process.
///
/// ```swift
/// let server = Server(at: .ip("127.0.0.1", port: 8080), on: loops) { request in .text("Hello") }
/// try await server.start()
/// ```
///
/// Each connection is a task of one event loop, and the handler runs there too: it may wait as long as it likes, but must not block.
public final class Server: Part {
  /// Name in logs, checks and errors.
  public let name: String
  private let requested: SocketAddress
  private let loops: EventLoops
  private let loopServers: [LoopServer]
  private let tls: TLSServerSource?
  private let state = Mutex(State())
  /// The listener has returned, and with it every connection.
  private let ended = Latch()

  private struct State {
    var listener: Listener?
    var task: Task<Void, Never>?
  }

  /// Makes a server, which does not listen yet.
  /// - Parameters:
  ///   - address: port 0 takes a free one, which `address` tells after the start.
  ///   - name: what logs and checks call it.
  ///   - tls: certificate and rules by which connections are made secure; without it they are plain.
  ///   - handler: answers the requests; often a router's.
  public init(
    at address: SocketAddress, on loops: EventLoops, name: String = "http", configuration: ServerConfiguration = ServerConfiguration(),
    tls: TLSServerSource? = nil, handler: @escaping Handler
  ) {
    self.name = name
    self.loops = loops
    self.tls = tls
    requested = address
    loopServers = loops.all.map { LoopServer(loop: $0, configuration: configuration, handler: handler) }
  }

  /// Address that it listens at; `nil` before the start.
  public var address: SocketAddress? { state.withLock { $0.listener?.address } }

  /// Counts so far.
  public var figures: ServerFigures {
    var figures = ServerFigures()
    for server in loopServers { server.counts.add(to: &figures) }
    return figures
  }

  /// Binds the address and serves. Throws `IOError` where the address cannot be had.
  public func start() async throws {
    let configuration = loopServers[0].configuration
    let descriptors = ThisProcess.openFileLimit
    let spared = min(configuration.sparedDescriptors, descriptors / 4)
    if configuration.connections > descriptors - spared {
      configuration.reportWarning(
        "\(name) may have \(configuration.connections) connections, and the process may open \(descriptors) files (ulimit -n), "
          + "\(spared) of them spared for others: connections beyond that are answered 503")
    }
    let limits = Listener.Limits(
      connections: configuration.connections, connectionsPerAddress: configuration.connectionsPerAddress, sparedDescriptors: spared)
    let listener = try Listener.bind(requested, limits: limits)
    state.withLock { state in
      precondition(state.listener == nil, "a server starts once")
      state.listener = listener
      // On a loop, lest a thread of Swift's pool be needed that others block.
      state.task = Task(executorPreference: loops.all[0]) { await self.accept(from: listener) }
    }
  }

  private func accept(from listener: Listener) async {
    await listener.acceptParking(
      on: loops,
      refuse: { [loopServers, isPlain = tls == nil] socket, refusal in
        // A handshake is more work than what there is no room for.
        guard let loop = EventLoop.current, isPlain else { return }
        await loopServers[loop.index].refuse(socket, Refusal(refusal))
      },
      makeRoom: { [loopServers] loop in loopServers[loop.index].closeLongestWaiting() },
      { [loopServers, tls] socket in
        guard let loop = EventLoop.current else { return nil }
        let server = loopServers[loop.index]
        if let tls { return await server.admit(socket, securedBy: tls) }
        return await server.admit(socket)
      })
    ended.set()
  }

  /// Takes no new connections. Requests that are here or on their way are answered, with `Connection: close`; idle connections end
  /// after a moment, in which a request that was already sent still comes in.
  public func quiesce() async {
    let listener = state.withLock { $0.listener }
    listener?.close()
    for server in loopServers { server.loop.execute { server.drain() } }
  }

  /// Waits until all is answered and all connections are closed. At `deadline` what is left is cut off and its tasks are cancelled;
  /// then it throws `DrainError` with the number of requests that were not answered.
  public func stop(deadline: ContinuousClock.Instant) async throws {
    await quiesce()
    guard let task = state.withLock({ $0.task }) else { return }
    if await ended.wait(until: deadline) { return }
    let unfinished = figures.requestsInFlight
    task.cancel()
    for server in loopServers { server.loop.execute { server.cutOff() } }
    // A handler that pays no heed to being cancelled is left behind.
    _ = await ended.wait(until: .now + .milliseconds(500))
    if unfinished > 0 { throw DrainError(part: name, unfinished: unfinished) }
  }
}

extension Refusal {
  init(_ refusal: Listener.Refusal) {
    switch refusal {
    case .tooManyConnections: self = .tooManyConnections
    case .tooManyFromAddress: self = .tooManyConnectionsOfPeer
    case .tooFewDescriptors: self = .tooFewDescriptors
    }
  }
}
