import Synchronization

/// Refuses bodies of more bytes than its routes take: at once where the length is told, else as soon as it is passed.
public struct BodyLimit: Middleware {
  private let limit: Int

  public init(_ bytes: Int) { limit = bytes }

  public func respond(to request: Request, next: Handler) async throws -> Response {
    let limit = limit
    let body = request.body
    if let length = body.length {
      if length > limit { throw BodyError.tooLarge(limit: limit) }
      return try await next(request)
    }
    var limited = request
    let counter = Counter()
    limited.body = RequestBody(length: nil) {
      guard let bytes = try await body.read() else { return nil }
      if counter.add(bytes.count) > limit { throw BodyError.tooLarge(limit: limit) }
      return bytes
    }
    return try await next(limited)
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)
    func add(_ more: Int) -> Int { count.add(more, ordering: .relaxed).newValue }
  }
}
