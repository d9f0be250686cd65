import IO

/// The body of a streamed response: how it is framed, and how much of it was sent.
struct OutgoingBody {
  private enum Framing {
    /// No response is being streamed.
    case none
    /// So many bytes are still to be written.
    case known(Int)
    case chunked(trailers: Headers)
    case untilClose
  }

  private var framing = Framing.none
  /// Bytes of the body that were sent, its framing not counted.
  private(set) var sentCount = 0
  /// Callback for when the server drains.
  private var drainNotice: (@Sendable () -> Void)?

  var isStreaming: Bool { if case .none = framing { false } else { true } }

  mutating func begin(_ length: ResponseFraming.Length) {
    sentCount = 0
    switch length {
    case .known(let count): framing = .known(count)
    case .chunked: framing = .chunked(trailers: [:])
    case .untilClose, .unsaid: framing = .untilClose
    }
  }

  mutating func end() {
    framing = .none
    drainNotice = nil
  }

  /// Takes note of a part of `count` bytes that is to be sent. Returns whether it is to be sent as a chunk.
  mutating func admit(_ count: Int) throws(StreamError) -> Bool {
    switch framing {
    case .none: throw .ended
    case .untilClose: return false
    case .chunked: return true
    case .known(let left):
      if count > left { throw .tooLong }
      framing = .known(left - count)
      return false
    }
  }

  mutating func noteSent(_ count: Int) { sentCount += count }

  /// Bytes announced and not written.
  var missingCount: Int { if case .known(let left) = framing { left } else { 0 } }

  /// Writes what follows the last part: the last chunk and the trailer fields (RFC 9112, section 7.1), if it is chunked.
  func writeEnd(to output: inout ByteQueue, _ pool: inout BufferPool) {
    guard case .chunked(let trailers) = framing else { return }
    output.append("0\r\n", &pool)
    trailers.forEachField { output.append($0.line, &pool) }
    output.append("\r\n", &pool)
  }

  mutating func setTrailers(_ trailers: Headers) { if case .chunked = framing { framing = .chunked(trailers: trailers) } }

  mutating func setDrainNotice(_ notice: @escaping @Sendable () -> Void) { drainNotice = notice }

  mutating func takeDrainNotice() -> (@Sendable () -> Void)? {
    defer { drainNotice = nil }
    return drainNotice
  }
}

/// Reason why a streamed response could not be written to its end.
public enum StreamError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The peer went away, or took it too slowly.
  case disconnected
  /// More bytes were written than had been announced.
  case tooLong
  /// The response was over when they were written.
  case ended
  /// Two tasks wrote at the same time.
  case overlapping

  /// Sentence that says what is wrong, and how to mend it.
  public var description: String {
    switch self {
    case .disconnected: "the peer went away before the response was written"
    case .tooLong: "more was written than the length announced; give a stream the right length, or none"
    case .ended: "a part of a streamed response was written after its function had returned; await all writing in it"
    case .overlapping: "two tasks wrote a streamed response at the same time; await one part before writing the next"
    }
  }
}

/// Writes the parts of a streamed response to its output.
struct ConnectionWriter: BodyWriter, DrainNotifying {
  let output: ConnectionOutput
  let request: UInt64
  let loop: EventLoop

  func write(_ bytes: [UInt8]) async throws {
    if loop.isCurrent { return try await output.writePart(bytes, of: request) }
    try await loop.run { () async throws(StreamError) in try await output.writePart(bytes, of: request) }
  }

  var sentBytes: Int { output.streamedCount }

  func setTrailers(_ trailers: Headers) {
    if loop.isCurrent {
      output.setTrailers(trailers, of: request)
    } else {
      loop.execute { output.setTrailers(trailers, of: request) }
    }
  }

  func onDrain(_ notice: @escaping @Sendable () -> Void) {
    if loop.isCurrent {
      output.setDrainNotice(notice, of: request)
    } else {
      loop.execute { output.setDrainNotice(notice, of: request) }
    }
  }
}
