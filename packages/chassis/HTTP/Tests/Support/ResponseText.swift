import HTTP
import Synchronization

extension Response {
  /// The whole body as text, streamed or not.
  func collectedText() async throws -> String { String(decoding: try await collectedBytes(), as: UTF8.self) }

  func collectedBytes() async throws -> [UInt8] {
    switch body {
    case .empty: return []
    case .bytes(let bytes): return bytes
    case .text(let text): return Array(text.utf8)
    case .stream(_, let write):
      let writer = CollectingWriter()
      try await write(writer)
      return writer.bytes
    }
  }
}

/// Keeps what is written.
final class CollectingWriter: BodyWriter {
  private let written = Mutex<[UInt8]>([])

  var bytes: [UInt8] { written.withLock { $0 } }

  func write(_ bytes: [UInt8]) async throws { written.withLock { $0 += bytes } }

  var sentBytes: Int { bytes.count }

  func setTrailers(_ trailers: Headers) {}
}
