import HTTP
import JSON

/// Routes of the console: the page's files, the architecture, and the stream of what happens.
struct Site: Sendable {
  private let store: ArchitectureStore
  private let broadcast: Broadcast

  init(store: ArchitectureStore, broadcast: Broadcast) {
    self.store = store
    self.broadcast = broadcast
  }

  /// Router that answers GET and HEAD alone: nothing here changes anything.
  ///
  /// - Parameter hosts: names that the console is known by, beside those of loopback.
  func router(hosts: [String]) -> Router {
    var router = Router()
    router.use(SecurityHeaders(), SameOrigin(hosts: SameOrigin.loopback + hosts))
    for asset in Asset.all {
      let tag = ContentTag.of(asset.bytes)
      router.get(asset.path) { request in Self.respond(to: request, asset.bytes, asset.type, tag) }
    }
    router.get("/api/architecture", architecture)
    router.get("/api/events", events)
    return router
  }

  @Sendable private func architecture(_ request: Request) async throws -> Response {
    switch store.content {
    case .document(let document, let tag): return Self.respond(to: request, document.bytes, "application/json", tag)
    case .problem(let reason): throw Problem(.serviceUnavailable, reason, fields: [("etag", store.content.tag), ("cache-control", "no-store")])
    }
  }

  @Sendable private func events(_ request: Request) async throws -> Response {
    guard let events = broadcast.watch() else {
      throw Problem(.serviceUnavailable, "as many pages as may be are watching: close one, or raise MAX_VIEWERS", fields: [("retry-after", "5")])
    }
    return .events { stream in
      for await event in events { try await stream.send(ServerEvent(event.data, kind: event.name)) }
    }
  }

  /// Response with an entity tag: browsers keep the content and ask each time whether it is still the same.
  private static func respond(to request: Request, _ bytes: [UInt8], _ type: String, _ tag: String) -> Response {
    var headers: Headers = ["etag": tag, "cache-control": "no-cache"]
    if let known = request.headers["if-none-match"], ContentTag.matches(known, tag) { return Response(.notModified, headers: headers) }
    headers.append("content-type", type)
    return Response(.ok, headers: headers, body: .bytes(bytes))
  }
}
