import IO

extension HTTPConnection {
  /// Has the request in `storage` answered, and writes the response. Returns whether it is the last of the connection.
  func answer(_ head: RequestHeadParser.Head) async throws(Ending) -> Bool {
    if head.framing != .none {
      incoming = IncomingBody(
        head, serving.configuration.limits, RateMeter(rate: serving.configuration.minimumRate, grace: serving.timings.rateGrace, burst: 0))
      var length: Int?
      if case .length(let count) = head.framing { length = count }
      storage.body = RequestBody(kind: .source(self, request: requestNumber), length: length)
    }
    if !output.isEmpty { planFlush() }
    // A handler may take long, and there may be many.
    if input.isEmpty { input.release(&serving.pool) }
    let response = await respond(to: Request(storage: storage))
    let keepsAlive =
      head.keepsAlive && !serving.isDraining && requestCount < serving.configuration.requestsPerConnection
      && incoming.canBeDropped(upTo: serving.configuration.drainBytes)
    return !(try await write(response, keepsAlive: keepsAlive, isOldVersion: head.isOldVersion))
  }

  private func respond(to request: Request) async -> Response {
    do {
      let response = try await serving.handler(request)
      if !response.status.isInformational { return response }
      serving.configuration.reportError(InformationalResponse(status: response.status), request)
    } catch let error as any ResponseError {
      return error.response
    } catch {
      // What ends because the server cuts it off is no error of the handler.
      if !Task.isCancelled { serving.configuration.reportError(error, request) }
    }
    return Problem(.internalServerError).response
  }

  /// Returns whether the connection goes on.
  private func write(_ response: Response, keepsAlive: Bool, isOldVersion: Bool) async throws(Ending) -> Bool {
    let framing = ResponseFraming(response, to: storage.method, isOldVersion: isOldVersion)
    let start = sentCount &+ UInt64(output.count)
    let goesOn = writeHead(response, framing, keepsAlive: keepsAlive, isOldVersion: isOldVersion)
    if !framing.hasBody { return goesOn }
    switch response.body {
    case .empty: break
    case .bytes(let bytes):
      if bytes.count > Response.copiedBytes { try await send(bytes) } else { bytes.withUnsafeBytes { output.append($0, &serving.pool) } }
    case .text(var text):
      if text.utf8.count > Response.copiedBytes {
        try await send(Array(text.utf8))
      } else {
        text.withUTF8 { output.append(UnsafeRawBufferPointer($0), &serving.pool) }
      }
    case .stream(_, let body): try await stream(body, framing, from: start)
    }
    return goesOn
  }

  /// Writes a body as it is made. Where it fails, the peer must not take it for the whole: the connection breaks off, or, as long as
  /// nothing of the response has been sent, another one takes its place.
  private func stream(
    _ body: @Sendable (any BodyWriter) async throws -> Void, _ framing: ResponseFraming, from start: UInt64
  ) async throws(Ending) {
    switch framing.length {
    case .known(let count): outgoing = .known(count)
    case .chunked: outgoing = .chunked(trailers: [:])
    case .untilClose, .unsaid: outgoing = .untilClose
    }
    streamedCount = 0
    defer {
      outgoing = .none
      drainNotice = nil
    }
    planFlush()
    do {
      try await body(ConnectionWriter(connection: self, request: requestNumber))
    } catch {
      if error as? StreamError != .disconnected { serving.configuration.reportError(error, Request(storage: storage)) }
      if sentCount <= start { try replaceResponse(from: start, error) }
      throw .broken
    }
    switch outgoing {
    case .known(let left) where left > 0:
      serving.configuration.reportError(IncompleteStream(missing: left), Request(storage: storage))
      throw .broken
    case .chunked(let trailers):
      output.append("0\r\n", &serving.pool)
      trailers.forEachField { output.append($0.line, &serving.pool) }
      output.append("\r\n", &serving.pool)
    case .known, .untilClose, .none: break
    }
  }

  /// Puts an error's response in the place of the one that has not been sent, and ends the connection after it.
  private func replaceResponse(from start: UInt64, _ error: any Error) throws(Ending) {
    output.truncate(to: Int(start &- sentCount))
    let response = (error as? any ResponseError)?.response ?? Problem(.internalServerError).response
    guard case .bytes(let bytes) = response.body else { throw .broken }
    _ = writeHead(response, ResponseFraming(response, to: storage.method, isOldVersion: false), keepsAlive: false, isOldVersion: false)
    bytes.withUnsafeBytes { output.append($0, &serving.pool) }
    throw .last
  }

  /// Sends a part of a streamed response.
  func writePart(_ bytes: [UInt8], of request: UInt64) async throws(StreamError) {
    if request != requestNumber { throw .ended }
    if isFlushing { throw .overlapping }
    if bytes.isEmpty { return }
    if case .known(let left) = outgoing {
      if bytes.count > left { throw .tooLong }
      outgoing = .known(left - bytes.count)
    }
    do throws(Ending) {
      switch outgoing {
      case .known, .untilClose: try await send(bytes)
      case .chunked: try await sendChunk(bytes)
      case .none: throw .broken
      }
      streamedCount += bytes.count
    } catch {
      if case .none = outgoing { throw .ended }
      if case .chunked = outgoing { throw .disconnected }
      streamedCount += bytes.count - unsentCount
      throw .disconnected
    }
  }

  private func sendChunk(_ bytes: [UInt8]) async throws(Ending) {
    output.append(number: bytes.count, radix: 16, &serving.pool)
    output.append("\r\n", &serving.pool)
    if bytes.count > 4 * BufferPool.size { try await send(bytes) } else { bytes.withUnsafeBytes { output.append($0, &serving.pool) } }
    output.append("\r\n", &serving.pool)
    try await flush()
  }

  func setDrainNotice(_ notice: @escaping @Sendable () -> Void, of request: UInt64) {
    if request != requestNumber { return }
    if serving.isDraining { notice() } else { drainNotice = notice }
  }

  func setTrailers(_ trailers: Headers, of request: UInt64) {
    if request == requestNumber, case .chunked = outgoing { outgoing = .chunked(trailers: trailers) }
  }
}

/// A handler answered with a status that is none of a final response.
struct InformationalResponse: Error, CustomStringConvertible {
  let status: Status
  var description: String { "a handler answered \(status); a response's status is 200 or more" }
}

/// A streamed response ended before its announced length.
struct IncompleteStream: Error, CustomStringConvertible {
  let missing: Int
  var description: String { "a streamed response ended \(missing) bytes before its announced length" }
}
