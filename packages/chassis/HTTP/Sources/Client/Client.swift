import IO
import Telemetry

/// Asks other processes over HTTP/1.1, on the event loop of the task that asks.
///
/// ```swift
/// let response = try await client.send(ClientRequest(.get, "http://127.0.0.1:9000/readyz"))
/// let bytes = try await response.body.collect(upTo: 1 << 20)
/// ```
///
/// Connections are used again, requests are made again where `ClientRetryPolicy` allows. Redirects are answers like others. Answers are read
/// as strictly as a server reads requests: one that could be read in two ways is an error, and its connection is closed.
public final class Client: Sendable {
  let configuration: ClientConfiguration
  let loops: EventLoops
  let metrics: ClientMetrics?
  let tracer: Tracer?
  let dial: Dialing
  let pool: ConnectionPool
  let budget: RetryBudget

  /// - Parameters:
  ///   - loops: where the requests of tasks are made that run on no event loop.
  ///   - metrics: where requests are counted and timed.
  ///   - tracer: makes each request that is part of a trace a span of it. Without one, the trace is passed on as it is.
  public convenience init(
    on loops: EventLoops, configuration: ClientConfiguration = ClientConfiguration(), metrics: Metrics? = nil, tracer: Tracer? = nil
  ) {
    self.init(on: loops, configuration: configuration, metrics: metrics, tracer: tracer, dial: configuration.dial)
  }

  init(on loops: EventLoops, configuration: ClientConfiguration, metrics: Metrics?, tracer: Tracer?, dial: @escaping Dialing) {
    precondition(configuration.connectionsPerHost > 0, "a client needs a connection to each host at least")
    self.loops = loops
    self.configuration = configuration
    self.metrics = metrics.map { ClientMetrics($0) }
    self.tracer = tracer
    self.dial = dial
    pool = ConnectionPool(configuration, metrics: self.metrics)
    budget = RetryBudget(configuration.retries)
  }

  deinit { pool.close() }

  /// Sends the request and returns the answer's head, with its body to be read.
  ///
  /// Throws `ClientError`, `CancellationError` where the task is cancelled, and what the request's own body throws.
  public func send(_ request: ClientRequest) async throws -> ClientResponse {
    if EventLoop.current != nil { return try await attempts(request) }
    return try await loops.next().run { try await self.attempts(request) }
  }

  /// Closes the connections that are not in use, and from now on each after its request.
  public func close() { pool.close() }
}
