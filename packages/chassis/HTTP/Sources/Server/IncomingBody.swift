/// How far the body of the request being answered has been read.
struct IncomingBody {
  enum State {
    /// So many bytes are still to be read.
    case length(Int)
    case chunked
    case complete
    case failed(BodyError)
  }

  var state = State.complete
  var decoder: ChunkedDecoder
  /// Whether the peer may be waiting to be told to send the body.
  var awaitsContinue = false
  var meter: RateMeter
  /// How long the server has waited for bytes of it, in nanoseconds.
  var waited: Int64 = 0

  init(_ head: RequestHeadParser.Head, _ limits: MessageLimits, _ meter: RateMeter) {
    decoder = ChunkedDecoder(limits: limits)
    self.meter = meter
    switch head.framing {
    case .length(let count): state = .length(count)
    case .chunked: state = .chunked
    case .none, .untilClose: state = .complete
    }
    awaitsContinue = head.expectsContinue
  }

  var isComplete: Bool { if case .complete = state { true } else { false } }

  /// Whether what is left can be read and dropped, so that the next request can be found after it.
  func canBeDropped(upTo limit: Int) -> Bool {
    switch state {
    case .complete: true
    case .failed: false
    case .length(let left): !awaitsContinue && left <= limit
    case .chunked: !awaitsContinue
    }
  }
}
