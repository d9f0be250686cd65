/// How a streamed response goes on.
enum OutgoingBody {
  /// No response is being streamed.
  case none
  /// So many bytes are still to be written.
  case known(Int)
  case chunked(trailers: Headers)
  case untilClose
}

/// Why a streamed response could not be written to its end.
public enum StreamError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The peer went away, or took it too slowly.
  case disconnected
  /// More bytes were written than had been announced.
  case tooLong
  /// The response was over when they were written.
  case ended
  /// Two tasks wrote at the same time.
  case overlapping

  public var description: String {
    switch self {
    case .disconnected: "the peer went away before the response was written"
    case .tooLong: "more was written than the length announced; give a stream the right length, or none"
    case .ended: "a part of a streamed response was written after its function had returned; await all writing in it"
    case .overlapping: "two tasks wrote a streamed response at the same time; await one part before writing the next"
    }
  }
}

/// Writes the parts of a streamed response to its connection.
struct ConnectionWriter: BodyWriter, DrainNotifying {
  let connection: HTTPConnection
  let request: UInt64

  func write(_ bytes: [UInt8]) async throws {
    let loop = connection.serving.loop
    if loop.isCurrent { return try await connection.writePart(bytes, of: request) }
    try await loop.run { () async throws(StreamError) in try await connection.writePart(bytes, of: request) }
  }

  var sentBytes: Int { connection.streamedCount }

  func setTrailers(_ trailers: Headers) {
    let loop = connection.serving.loop
    if loop.isCurrent {
      connection.setTrailers(trailers, of: request)
    } else {
      loop.execute { connection.setTrailers(trailers, of: request) }
    }
  }

  func onDrain(_ notice: @escaping @Sendable () -> Void) {
    let loop = connection.serving.loop
    if loop.isCurrent {
      connection.setDrainNotice(notice, of: request)
    } else {
      loop.execute { connection.setDrainNotice(notice, of: request) }
    }
  }
}
