import IO

/// The body of the request being answered: how far it has been read, and the peer's pace with it.
struct IncomingBody {
  /// What there is to be read at the moment.
  enum Step {
    case bytes([UInt8])
    case end
    case needsMore
  }

  private enum State {
    /// So many bytes are still to be read.
    case length(Int)
    case chunked
    case complete
    case failed(BodyError)
  }

  private var state = State.complete
  private var decoder: ChunkedDecoder
  /// Whether the peer may be waiting to be told to send the body.
  private var awaitsContinue = false
  private var rate: RateMeter
  /// How long the server has waited for bytes of it, in nanoseconds.
  private var waited: Int64 = 0
  /// Largest body, in bytes.
  private let limit: Int

  init(_ head: RequestHeadParser.Head, _ limits: MessageLimits, _ rate: RateMeter) {
    decoder = ChunkedDecoder(limits: limits)
    limit = limits.bodyBytes
    self.rate = rate
    switch head.framing {
    case .length(let count): state = .length(count)
    case .chunked: state = .chunked
    case .none, .untilClose: state = .complete
    }
    awaitsContinue = head.expectsContinue
  }

  var isComplete: Bool { if case .complete = state { true } else { false } }

  /// Fields that followed the body; none before its end.
  var trailers: Headers { isComplete ? decoder.trailers : [:] }

  /// Whether what is left can be read and dropped, so that the next request can be found after it.
  func canBeDropped(upTo limit: Int) -> Bool {
    switch state {
    case .complete: true
    case .failed: false
    case .length(let left): !awaitsContinue && left <= limit
    case .chunked: !awaitsContinue
    }
  }

  /// Whether the peer has to be told to send the body (RFC 9110, section 10.1.1); true once at most.
  mutating func takeExpectation() -> Bool {
    defer { awaitsContinue = false }
    return awaitsContinue
  }

  /// Takes what has come: of `input`, and of what is large, straight from the transport.
  mutating func next(_ input: inout ByteQueue, _ transport: any Transport, _ counts: LoopCounts) throws(BodyError) -> Step {
    switch state {
    case .complete: return .end
    case .failed(let error): throw error
    case .length(let left): return try takeLength(left, &input, transport)
    case .chunked: return try takeChunks(&input, counts)
    }
  }

  /// Ends the body where it is. Returns `error`, which every further read throws.
  mutating func fail(_ error: BodyError) -> BodyError {
    state = .failed(error)
    return error
  }

  /// Moment until which more may be waited for from `now` on, `time` nanoseconds being allowed for the whole body.
  func deadline(at now: Deadline, within time: Int64) -> Deadline { min(now.adding(time - waited), rate.deadline(at: now)) }

  /// Credits the peer with bytes that have come.
  mutating func noteReceived(_ count: Int) { rate.moved(count) }

  /// Charges the peer with nanoseconds that it made the server wait.
  mutating func noteWait(_ nanoseconds: Int64) {
    waited += nanoseconds
    rate.waited(nanoseconds)
  }

  private mutating func takeLength(_ left: Int, _ input: inout ByteQueue, _ transport: any Transport) throws(BodyError) -> Step {
    let count = min(left, input.count)
    if count > 0 {
      let bytes = [UInt8](UnsafeRawBufferPointer(rebasing: input.bytes[..<count]))
      input.drop(count)
      return take(bytes, of: left)
    }
    if left < BufferPool.size || awaitsContinue { return .needsMore }
    var end = false
    let bytes: [UInt8]
    do {
      // A large body is read into the array that the handler gets.
      bytes = try [UInt8](unsafeUninitializedCapacity: min(left, 4 * BufferPool.size)) { buffer, initialized in
        let read = try transport.tryRead(into: UnsafeMutableRawBufferPointer(buffer))
        end = read == 0
        initialized = read ?? 0
      }
    } catch {
      throw fail(.disconnected)
    }
    if end { throw fail(.disconnected) }
    if bytes.isEmpty { return .needsMore }
    rate.moved(bytes.count)
    return take(bytes, of: left)
  }

  private mutating func take(_ bytes: [UInt8], of left: Int) -> Step {
    state = left == bytes.count ? .complete : .length(left - bytes.count)
    return .bytes(bytes)
  }

  /// Bytes of all chunks that have come.
  private mutating func takeChunks(_ input: inout ByteQueue, _ counts: LoopCounts) throws(BodyError) -> Step {
    var bytes: [UInt8] = []
    while true {
      do throws(Refusal) {
        let received = input.bytes
        let (consumed, step) = try decoder.next(received)
        if case .data(let range) = step { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: received[range])) }
        input.drop(consumed)
        if step == .end { state = .complete }
        if step == .end || step == .needsMore { return bytes.isEmpty ? (step == .end ? .end : .needsMore) : .bytes(bytes) }
      } catch {
        counts.refused(error)
        throw fail(error == .bodyTooLarge ? .tooLarge(limit: limit) : .malformed(error.detail))
      }
    }
  }
}
