import IO

/// One request and its answer on a connection. It belongs to the connection's loop.
final class Exchange: @unchecked Sendable {
  /// How an exchange ended.
  enum End: Sendable {
    /// Everything was sent and read, and the connection may be used again or not.
    case complete(isReusable: Bool)
    case failed(any Error)
    /// Nobody reads the answer to its end.
    case abandoned
  }

  private enum BodyState {
    case head
    case length(Int)
    case chunked
    case untilClose
    case ended
    case failed(any Error)
  }

  let request: ClientRequest
  private let connection: ClientConnection
  private let deadline: Deadline
  private let limits: MessageLimits
  private let bodyLimit: Int
  private var ended: ((Status?, End) -> Void)?

  private var state = BodyState.head
  private var decoder: ChunkedDecoder
  private var keepsAlive = false
  private var isReading = false
  private var received = 0
  private(set) var sending: RequestSending
  /// Whether bytes of an answer have come.
  private(set) var hasAnswer = false
  /// Of the answer, once its head has come.
  private(set) var status: Status?

  /// - Parameter ended: called once, on the loop, when nothing more will be read or written.
  init(
    _ request: ClientRequest, _ connection: ClientConnection, limits: MessageLimits, deadline: Deadline, ended: @escaping (Status?, End) -> Void
  ) {
    self.request = request
    self.connection = connection
    self.deadline = deadline
    self.limits = limits
    self.ended = ended
    bodyLimit = request.bodyLimit ?? limits.bodyBytes
    var unlimited = limits
    unlimited.bodyBytes = .max
    decoder = ChunkedDecoder(limits: unlimited)
    sending = RequestSending(request, connection.transport, on: connection.loop, deadline: deadline)
  }

  var loop: EventLoop { connection.loop }
  private var reader: BufferedReader { connection.reader }

  /// Sends the request, or begins to, and reads the head of the answer.
  func start(_ head: [UInt8]) async throws -> ResponseHeadParser.Head {
    do {
      sending.failed = { [weak self] error in self?.fail(error) }
      try sending.start(head)
      return try await readHead()
    } catch {
      throw fail(error)
    }
  }

  private func readHead() async throws -> ResponseHeadParser.Head {
    var unlimited = limits
    unlimited.bodyBytes = .max
    var interim = 0
    while true {
      var parser = ResponseHeadParser(answering: request.method, limits: unlimited)
      var parsed = try reader.withBytes { try parser.parse($0) }
      while parsed == nil {
        if !(try await reader.fill(deadline: deadline)) {
          throw endedEarly(reader.count == 0 ? "before an answer came" : "in the head of the answer")
        }
        hasAnswer = true
        parsed = try reader.withBytes { try parser.parse($0) }
      }
      guard let (head, length) = parsed else { continue }
      reader.skip(length)
      if head.status.isInformational {
        interim += 1
        if head.status.code == 101 { throw request.error(.invalidResponse, "the answer is 101, to change a protocol that nobody asked to change") }
        if interim > Self.interimLimit { throw request.error(.invalidResponse, "more than \(Self.interimLimit) answers of the kind 1xx") }
        continue
      }
      keepsAlive = head.keepsAlive
      status = head.status
      switch head.framing {
      case .none: end()
      case .length(let count): state = .length(count)
      case .chunked: state = .chunked
      case .untilClose: state = .untilClose
      }
      return head
    }
  }

  private static let interimLimit = 16

  /// The next bytes of the answer's body.
  func readBody() async throws -> [UInt8]? {
    if isReading { throw request.error(.misuse, "two tasks read the answer's body at the same time; await one part before reading the next") }
    isReading = true
    defer { isReading = false }
    do {
      while true {
        switch state {
        case .head: preconditionFailure("a body is read after its head")
        case .ended: return nil
        case .failed(let error): throw error
        case .length, .chunked, .untilClose: break
        }
        if let bytes = try takeBody() {
          received += bytes.count
          if received > bodyLimit { throw tooLarge(bodyLimit) }
          return bytes
        }
        if case .ended = state { return nil }
        if try await reader.fill(deadline: deadline) { continue }
        guard case .untilClose = state else { throw endedEarly("in the body of the answer") }
        end()
        return nil
      }
    } catch {
      throw fail(error)
    }
  }

  /// What has come of the body; `nil` where that is nothing, or the end.
  private func takeBody() throws -> [UInt8]? {
    if reader.count == 0 { return nil }
    switch state {
    case .length(let left):
      let bytes = reader.withBytes { Array($0.prefix(left)) }
      reader.skip(bytes.count)
      if bytes.count == left { end() } else { state = .length(left - bytes.count) }
      return bytes
    case .untilClose:
      let bytes = reader.withBytes { Array($0) }
      reader.skip(bytes.count)
      return bytes
    case .chunked:
      let (bytes, isEnd) = try takeChunk()
      if isEnd { end() }
      return bytes
    case .head, .ended, .failed: return nil
    }
  }

  private func takeChunk() throws -> (bytes: [UInt8]?, isEnd: Bool) {
    var bytes: [UInt8]?
    let (consumed, step) = try reader.withBytes { input in
      let (consumed, step) = try decoder.next(input)
      if case .data(let range) = step { bytes = Array(input[range]) }
      return (consumed, step)
    }
    reader.skip(consumed)
    return (bytes, step == .end)
  }

  var trailers: Headers { decoder.trailers }

  func tooLarge(_ limit: Int) -> ClientError { request.error(.responseTooLarge, "the answer's body has more than the \(limit) bytes allowed") }

  /// Nobody will read on. From any thread.
  func abandon() {
    loop.execute { [self] in
      if case .ended = state { return }
      if case .failed = state { return }
      state = .failed(request.error(.misuse, "the answer's body was given up before it was read"))
      close(.abandoned)
    }
  }

  private func endedEarly(_ place: String) -> any Error {
    request.error(.disconnected, "the connection ended \(place)")
  }

  private func end() {
    state = .ended
    // Bytes beyond the answer belong to nothing that was asked for.
    let isReusable = keepsAlive && sending.isComplete && reader.count == 0 && !request.headers.lists("close", in: "connection")
    if isReusable { finish(.complete(isReusable: true)) } else { close(.complete(isReusable: false)) }
  }

  @discardableResult private func fail(_ error: any Error) -> any Error {
    if case .failed(let first) = state { return first }
    if case .ended = state { return error }
    let meaning: any Error =
      switch error {
      case let error as IOError: request.error(error, .disconnected, while: hasAnswer ? "while the answer was read" : "before an answer came")
      case let error as Refusal: request.error(error)
      default: error
      }
    state = .failed(meaning)
    close(.failed(meaning))
    return meaning
  }

  private func close(_ end: End) {
    sending.cancel()
    connection.transport.close()
    finish(end)
  }

  private func finish(_ end: End) {
    let ended = ended
    self.ended = nil
    ended?(status, end)
  }
}
