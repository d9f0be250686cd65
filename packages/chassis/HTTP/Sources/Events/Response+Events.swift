import IO

extension Response {
  /// Answers with a stream of events (`text/event-stream`, WHATWG HTML, section 9.2).
  ///
  /// ```swift
  /// router.get("/fleet/events") { request in
  ///   .events { events in
  ///     for try await state in states { try await events.send(ServerEvent(state.json, kind: "fleet")) }
  ///   }
  /// }
  /// ```
  ///
  /// The stream ends when `body` returns or throws, when the client has gone (which shows at the next write, a heartbeat at the
  /// latest), and when the server begins to drain: then the task that runs `body` is cancelled. Clients come back by themselves.
  ///
  /// - Parameters:
  ///   - heartbeat: how often a comment is sent, so that neither side takes a quiet connection for a dead one.
  ///   - retry: how long clients wait before they come back.
  public static func events(
    heartbeat: Duration = .seconds(15), retry: Duration? = nil, _ body: @escaping @Sendable (EventWriter) async throws -> Void
  ) -> Response {
    let headers: Headers = ["content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no"]
    return Response(
      headers: headers,
      body: .stream(length: nil) { writer in
        // The header goes out with the first bytes, and the client learns that it is connected.
        try await writer.write(retry.map { Array("retry: \(max(0, Int($0 / .milliseconds(1))))\n\n".utf8) } ?? Array(":\n\n".utf8))
        try await EventStream(writer, heartbeat: heartbeat, body: body).run()
      })
  }
}

extension Request {
  /// Id of the last event that the client got before it lost its connection.
  public var lastEventID: String? { headers["last-event-id"] }
}

private struct EventStream {
  private enum Outcome { case ended, drained }

  let writer: any BodyWriter
  let heartbeat: Duration
  let body: @Sendable (EventWriter) async throws -> Void

  init(_ writer: any BodyWriter, heartbeat: Duration, body: @escaping @Sendable (EventWriter) async throws -> Void) {
    self.writer = writer
    self.heartbeat = heartbeat
    self.body = body
  }

  func run() async throws {
    let events = EventWriter(writer)
    let notice = DrainNotice()
    (writer as? any DrainNotifying)?.onDrain { notice.give() }
    try await withThrowingTaskGroup(of: Outcome.self) { [body, heartbeat] group in
      group.addTask {
        try await body(events)
        return .ended
      }
      group.addTask {
        await notice.wait()
        return .drained
      }
      group.addTask {
        while true {
          try await EventLoop.sleep(until: .after(heartbeat))
          try await events.beat()
        }
      }
      let first = try await group.next()
      group.cancelAll()
      // What a body says to being cancelled is no failure of the stream; its end is waited for.
      while let result = await group.nextResult() {
        if case .failure(let error) = result, first != .drained, !(error is CancellationError), error as? IOError != .cancelled { throw error }
      }
    }
  }
}
