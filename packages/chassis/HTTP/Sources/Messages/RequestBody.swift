/// Bytes that come with a request, read as they arrive.
///
/// To be read by one task at a time, once. What the handler leaves unread is dropped after the answer.
public struct RequestBody: Sendable {
  /// Body of no bytes.
  public static let empty = RequestBody(kind: .empty, length: 0)

  enum Kind: Sendable {
    case empty
    case bytes(BytesSource)
    case source(any BodySource, request: UInt64)
    case closure(@Sendable () async throws -> [UInt8]?)
  }

  let kind: Kind

  /// Count of bytes in all, as far as that is known before they come.
  public let length: Int?

  init(kind: Kind, length: Int?) {
    self.kind = kind
    self.length = length
  }

  /// Body that is in memory.
  public static func bytes(_ bytes: [UInt8]) -> RequestBody { RequestBody(kind: .bytes(BytesSource(bytes)), length: bytes.count) }

  /// Body whose parts come from `next`, which answers `nil` at the end.
  public init(length: Int? = nil, next: @escaping @Sendable () async throws -> [UInt8]?) {
    self.init(kind: .closure(next), length: length)
  }

  /// Next bytes, as many as have arrived; `nil` at the end.
  ///
  /// Throws `BodyError` where the peer has gone, is too slow, sends what is no body, or sends more than the server takes.
  public func read() async throws -> [UInt8]? { try await read(toCollect: false) }

  /// - Parameter toCollect: the bytes are kept until the request has been answered, and count against the memory of the process.
  private func read(toCollect: Bool) async throws -> [UInt8]? {
    switch kind {
    case .empty: nil
    case .bytes(let source): source.take()
    case .source(let source, let request): try await source.read(request: request, toCollect: toCollect)
    case .closure(let next): try await next()
    }
  }

  /// All bytes from here on. Throws `BodyError.tooLarge` as soon as there are more than `limit` bytes, `BodyError.tooLittleMemory` where
  /// the connections of the process hold too much already, and what `read` throws.
  public func collect(upTo limit: Int) async throws -> [UInt8] {
    if let length, length > limit { throw BodyError.tooLarge(limit: limit) }
    guard var bytes = try await read(toCollect: true) else { return [] }
    if bytes.count > limit { throw BodyError.tooLarge(limit: limit) }
    if let length { bytes.reserveCapacity(length) }
    while let more = try await read(toCollect: true) {
      if bytes.count + more.count > limit { throw BodyError.tooLarge(limit: limit) }
      bytes += more
    }
    return bytes
  }

  /// Fields that came after a chunked body (RFC 9112, section 7.1.2); empty until the end has been read.
  public func trailers() async -> Headers {
    if case .source(let source, let request) = kind { await source.trailers(request: request) } else { [:] }
  }
}

/// Where the bytes of a request come from: a connection, which says by the request's number whether it is still the same request.
protocol BodySource: AnyObject, Sendable {
  func read(request: UInt64, toCollect: Bool) async throws -> [UInt8]?
  func trailers(request: UInt64) async -> Headers
}
