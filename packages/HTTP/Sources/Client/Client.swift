import IO
import Telemetry

/// Asks other processes over HTTP/1.1, on the event loop of the task that asks.
///
/// ```swift
/// let response = try await client.send(ClientRequest(.get, "http://127.0.0.1:9000/readyz"))
/// let bytes = try await response.body.collect(upTo: 1 << 20)
/// ```
///
/// Redirects are answers like others. Answers are read as strictly as a server reads requests: one that could be read in two ways is an
/// error, and its connection is closed.
public final class Client: Sendable {
  private let configuration: ClientConfiguration
  private let loops: EventLoops

  /// - Parameter loops: where the requests of tasks are made that run on no event loop.
  public init(on loops: EventLoops, configuration: ClientConfiguration = ClientConfiguration()) {
    self.loops = loops
    self.configuration = configuration
  }

  /// Sends the request and returns the answer's head, with its body to be read.
  ///
  /// Throws `ClientError`, `CancellationError` where the task is cancelled, and what the request's own body throws.
  public func send(_ request: ClientRequest) async throws -> ClientResponse {
    if let loop = EventLoop.current { return try await exchange(request, on: loop) }
    let loop = loops.next()
    return try await loop.run { try await self.exchange(request, on: loop) }
  }

  private func exchange(_ request: ClientRequest, on loop: EventLoop) async throws -> ClientResponse {
    let deadline = Deadline.after(request.timeout ?? configuration.timeout)
    let head = try RequestHead.bytes(request, trace: TraceContext.current)
    let transport = try await connect(request, deadline)
    let reader = BufferedReader(transport, capacity: configuration.limits.startLineBytes + configuration.limits.fieldBytes + 1024)
    let exchange = Exchange(request, transport, reader, on: loop, limits: configuration.limits, deadline: deadline) { end in
      if case .complete(isReusable: true) = end { transport.close() }
    }
    let answer = try await exchange.start(head)
    return ClientResponse(status: answer.status, headers: answer.headers, body: ClientBody(exchange))
  }

  private func connect(_ request: ClientRequest, _ deadline: Deadline) async throws -> any Transport {
    let deadline = min(deadline, .after(configuration.connectTimeout))
    var refused: [SocketAddress] = []
    do throws(IOError) {
      let addresses = try await Resolver.resolve(host: request.url.host, port: request.url.port, deadline: deadline)
      let admitted = addresses.filter(configuration.admits)
      if admitted.isEmpty, !addresses.isEmpty { refused = addresses } else { return try await Connector.connect(toFirstOf: admitted, deadline: deadline) }
    } catch {
      throw request.error(error, .connectionFailed, while: "before there was a connection")
    }
    throw request.error(.addressRefused, "connections to \(refused.map(\.description).joined(separator: ", ")) are not allowed")
  }
}
