import IO

/// Bytes of an answer, read as they arrive: by one task at a time, once.
public final class ClientBody: Sendable {
  private let exchange: Exchange

  init(_ exchange: Exchange) { self.exchange = exchange }

  deinit { exchange.abandon() }

  /// Next bytes, as many as have arrived; `nil` at the end. Throws `ClientError`, and `CancellationError` where the task is cancelled; both
  /// close the connection.
  public func read() async throws -> [UInt8]? {
    if exchange.loop.isCurrent { return try await exchange.readBody() }
    return try await exchange.loop.run { [exchange] in try await exchange.readBody() }
  }

  /// All bytes from here on, `limit` at most. Throws what `read` throws, and `ClientError` of the kind `responseTooLarge` as soon as there
  /// are more.
  public func collect(upTo limit: Int) async throws -> [UInt8] {
    guard var bytes = try await read() else { return [] }
    while true {
      if bytes.count > limit { throw exchange.tooLarge(limit) }
      guard let more = try await read() else { return bytes }
      bytes += more
    }
  }

  /// Reads and drops what comes, so that the connection can be used again; with more than `limit` bytes, or an error, it is closed
  /// instead, and that is all.
  public func discard(upTo limit: Int = 64 << 10) async {
    var count = 0
    while count <= limit, let bytes = try? await read() { count += bytes.count }
    if count > limit { exchange.abandon() }
  }

  /// Fields that came after a chunked body (RFC 9112, section 7.1.2); empty until the end has been read.
  public func trailers() async -> Headers { await exchange.loop.run { [exchange] in exchange.trailers } }
}
