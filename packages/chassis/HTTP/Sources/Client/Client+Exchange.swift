import IO
import Platform
import Telemetry

extension Client {
  /// Makes the request once.
  func make(_ request: ClientRequest, to origin: Origin, _ deadline: Deadline, isFresh: Bool) async -> Attempt {
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
        "server.port": .int(Int(request.url.port)), "url.full": .string("http://\(request.url.authority)\(request.url.path)"),
      ])
  }
}
