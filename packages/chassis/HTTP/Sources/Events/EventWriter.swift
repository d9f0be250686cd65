/// Writer of a stream's events. Several tasks may write; their events come one after another.
public final class EventWriter: Sendable {
  private let writer: any BodyWriter
  private let gate = WriteGate()

  init(_ writer: any BodyWriter) { self.writer = writer }

  /// Sends an event. Returns when it is on its way and the client has room for more; throws when the client has gone, and
  /// `CancellationError` when the stream is to end.
  public func send(_ event: ServerEvent) async throws {
    try Task.checkCancellation()
    try await write(event.bytes)
  }

  /// Sends an event's data alone.
  public func send(_ data: String) async throws { try await send(ServerEvent(data)) }

  /// Sends a comment, which clients pass over.
  public func comment(_ text: String) async throws { try await write(ServerEvent.comment(text)) }

  /// Shows that the connection lives, unless something else is being sent and shows it.
  func beat() async throws {
    guard gate.tryEnter() else { return }
    defer { gate.leave() }
    try await writer.write(Array(":\n\n".utf8))
  }

  private func write(_ bytes: [UInt8]) async throws {
    await gate.enter()
    defer { gate.leave() }
    try await writer.write(bytes)
  }
}
