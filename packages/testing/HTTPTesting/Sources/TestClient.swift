import HTTP
import IO
import IOTesting

/// A client that calls a handler as over a socket, without a port: the bytes pass the server's parser, limits, deadlines and encoder.
///
/// ```swift
/// let client = TestClient(router.handler)
/// let response = try await client.send(Request(.get, "/"))
/// #expect(response.status == .ok)
/// ```
public final class TestClient: Sendable {
  private let loop: EventLoop
  private let server: LoopServer

  /// Creates a client of a handler.
  ///
  /// - Parameters:
  ///   - configuration: The server's configuration; by default one whose deadlines no busy machine reaches.
  ///   - loop: The loop that serves the connections; by default one that all test clients share.
  public init(_ handler: @escaping Handler, configuration: ServerConfiguration = .patient, on loop: EventLoop? = nil) {
    self.loop = loop ?? Self.sharedLoop
    server = LoopServer(loop: self.loop, configuration: configuration, handler: handler)
  }

  private static let sharedLoop: EventLoop = {
    do { return try EventLoops(count: 1).keptForever.all[0] } catch { fatalError("no event loop for test clients: \(error)") }
  }()

  /// Opens a connection. The server's side of it ends when it is closed or released.
  /// - Parameters:
  ///   - capacity: The largest number of bytes in transit in each direction.
  ///   - wrap: Wraps the server's end, such as in a transport with faults.
  public func connect(
    capacity: Int = 64 << 10, wrap: @escaping @Sendable (any Transport) -> any Transport = { $0 }
  ) async throws -> TestConnection {
    try await loop.run { [server, loop] () async throws(IOError) in
      let (own, other) = try MemoryTransport.pair(capacity: capacity, peer: .ip("192.0.2.1", port: 50_000))
      let transport = wrap(other)
      Task(executorPreference: loop) { await server.serve(transport) }
      return TestConnection(own, loop)
    }
  }

  /// Sends the request over a connection of its own and reads the response.
  public func send(_ request: Request) async throws -> TestResponse {
    let connection = try await connect()
    defer { connection.close() }
    try await connection.send(request)
    return try await connection.receive(answering: request.method)
  }

  /// Begins to drain, as a server does that is about to stop.
  public func drain() async { await loop.run { [server] in server.drain() } }

  /// The server's counts so far.
  public var figures: ServerFigures {
    var figures = ServerFigures()
    server.counts.add(to: &figures)
    return figures
  }
}

extension EventLoops {
  /// The loops, never stopped and never released: they end with the process.
  fileprivate var keptForever: EventLoops {
    _ = Unmanaged.passRetained(self)
    return self
  }
}
