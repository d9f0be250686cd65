import IO
import Platform
import Telemetry

/// Client of other processes over HTTP/1.1 (RFC 9110, RFC 9112), plain or over TLS, on the event loop of the task that asks.
///
/// ```swift
/// let response = try await client.send(ClientRequest(.get, "http://127.0.0.1:9000/readyz"))
/// let bytes = try await response.body.collect(upTo: 1 << 20)
/// ```
///
/// Connections are used again, requests are made again where `ClientRetryPolicy` allows. Redirects are answers like others. Answers are read
/// as strictly as a server reads requests: one that could be read in two ways is an error, and its connection is closed.
public final class Client: Sendable {
  private let configuration: ClientConfiguration
  private let loops: EventLoops
  private let metrics: ClientMetrics?
  private let tracer: Tracer?
  private let dial: Dialing
  let pool: ConnectionPool
  private let budget: RetryBudget

  /// Makes a client without connections.
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

  // MARK: attempts

  /// What came of one attempt.
  fileprivate struct Attempt {
    let result: Result<ClientResponse, any Error>
    /// Whether the other side may have got any of it.
    let wasSent: Bool
    /// The connection had answered before, and ended without a byte of this answer: the other side had closed it, most likely.
    let wasStale: Bool
  }

  /// Makes the request, and makes it again as far as that may help and does no harm.
  private func attempts(_ request: ClientRequest) async throws -> ClientResponse {
    let origin = Origin(request.url)
    let deadline = Deadline.after(request.timeout ?? configuration.timeout)
    var policy = configuration.retries
    if let attempts = request.attempts { policy.attempts = attempts }
    var random = SystemRandomNumberGenerator()
    var isFresh = false
    var failures = 0
    budget.earn(origin)
    while true {
      let attempt = await make(request, to: origin, deadline, isFresh: isFresh)
      let isHarmless = !attempt.wasSent || request.isIdempotent && request.body.isInMemory
      if isHarmless, attempt.wasStale, !isFresh {
        isFresh = true
        continue
      }
      failures += 1
      guard isHarmless, attempt.mayPass, let pause = policy.wait(afterFailures: failures, retryAfter: attempt.retryAfter, using: &random),
        .after(pause) < deadline, budget.spend(origin)
      else { return try attempt.result.get() }
      if case .success(let response) = attempt.result { await response.body.discard() }
      do throws(IOError) { try await EventLoop.sleep(until: .after(pause)) } catch {
        if error == .cancelled { throw CancellationError() }
        return try attempt.result.get()
      }
      metrics?.retries.with([request.url.host, "\(request.url.port)"]).increment()
    }
  }

  /// Makes the request once.
  private func make(_ request: ClientRequest, to origin: Origin, _ deadline: Deadline, isFresh: Bool) async -> Attempt {
    var request = request
    request.body = request.body.copy
    let record = AttemptRecord(request, metrics: metrics, span: span(for: request))
    let head: [UInt8]
    let connection: ClientConnection
    do {
      head = try RequestHead.bytes(request, trace: record.span?.context ?? TraceContext.current)
      connection = try await self.connection(for: request, to: origin, deadline, isFresh: isFresh)
    } catch {
      record.end(nil, .failed(error))
      return Attempt(result: .failure(error), wasSent: false, wasStale: false)
    }
    let wasUsed = connection.isUsed
    let exchange = Exchange(request, connection, limits: configuration.limits, deadline: deadline) { [pool] status, end in
      record.end(status, end)
      if case .complete(isReusable: true) = end { pool.giveBack(connection) } else { pool.giveBack(origin, wasFilled: true) }
    }
    do {
      let answer = try await exchange.start(head)
      let response = ClientResponse(status: answer.status, headers: answer.headers, body: ClientBody(exchange))
      return Attempt(result: .success(response), wasSent: true, wasStale: false)
    } catch {
      let isEnd = (error as? ClientError)?.kind == .disconnected
      return Attempt(result: .failure(error), wasSent: exchange.sending.count > 0, wasStale: wasUsed && isEnd && !exchange.hasAnswer)
    }
  }

  private func connection(
    for request: ClientRequest, to origin: Origin, _ deadline: Deadline, isFresh: Bool
  ) async throws -> ClientConnection {
    guard let loop = EventLoop.current else { throw request.error(.connectionFailed, "\(IOError.noLoop)") }
    let place: ConnectionPool.Place
    do throws(ConnectionPool.Failure) { place = try await pool.take(origin, on: loop, isFresh: isFresh, deadline: deadline) } catch {
      switch error {
      case .cancelled: throw CancellationError()
      case .timedOut:
        throw request.error(.timedOut, "the time was up while all \(configuration.connectionsPerHost) connections to the host were in use")
      case .tooManyWaiting: throw request.error(.busy, "too many requests wait for a connection to the host")
      }
    }
    if case .connection(let connection) = place { return connection }
    do {
      let transport = try await dial(request, min(deadline, .after(configuration.connectTimeout)))
      pool.filled()
      return ClientConnection(transport, to: origin, on: loop, limits: configuration.limits)
    } catch {
      pool.giveBack(origin, wasFilled: false)
      throw error
    }
  }

  /// Only for what is part of a trace: what a process does by itself, over and over, would be nothing but noise.
  private func span(for request: ClientRequest) -> Span? {
    guard let tracer, TraceContext.current != nil else { return nil }
    return tracer.start(
      "\(request.method)", kind: .client,
      [
        "http.request.method": .string(request.method.name), "server.address": .string(request.url.host),
        "server.port": .int(Int(request.url.port)), "url.full": .string("\(request.url.origin)\(request.url.path)"),
      ])
  }
}

extension Client.Attempt {
  /// Whether what went wrong speaks of the moment and not of the request.
  fileprivate var mayPass: Bool {
    switch result {
    case .success(let response): [.tooManyRequests, .badGateway, .serviceUnavailable, .gatewayTimeout].contains(response.status)
    case .failure(let error as ClientError): [.connectionFailed, .disconnected, .timedOut].contains(error.kind)
    case .failure: false
    }
  }

  fileprivate var retryAfter: Duration? { if case .success(let response) = result { response.retryAfter } else { nil } }
}

extension RequestBody {
  /// Whether it can be sent more than once.
  var isInMemory: Bool {
    switch kind {
    case .empty, .bytes: true
    case .source, .closure: false
    }
  }

  /// The same bytes once more, if they are in memory.
  var copy: RequestBody { if case .bytes(let source) = kind { .bytes(source.unread) } else { self } }
}
