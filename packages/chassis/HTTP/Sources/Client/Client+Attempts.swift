import IO

extension Client {
  /// What came of one attempt.
  struct Attempt {
    let result: Result<ClientResponse, any Error>
    /// Whether the other side may have got any of it.
    let wasSent: Bool
    /// The connection had answered before, and ended without a byte of this answer: the other side had closed it, most likely.
    let wasStale: Bool
  }

  /// Makes the request, and makes it again as far as that may help and does no harm.
  func attempts(_ request: ClientRequest) async throws -> ClientResponse {
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
  var copy: RequestBody { if case .bytes(let source) = kind { .bytes(source.rest) } else { self } }
}
