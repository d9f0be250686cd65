/// A message that some session sent to a channel with NOTIFY.
public struct PostgresNotification: Sendable, Hashable {
  public let channel: String
  public let payload: String
  /// The number of the server's process that sent it.
  public let process: Int32
  /// Notifications before this one that were dropped, because nobody took them in time.
  public let dropped: Int

  fileprivate init(channel: String, payload: String, process: Int32, dropped: Int) {
    (self.channel, self.payload, self.process, self.dropped) = (channel, payload, process, dropped)
  }
}

/// The notifications that a session received and nobody took: so many at most, the last ones.
struct NotificationQueue {
  private let limit: Int
  private var waiting: [PostgresNotification] = []
  private var head = 0
  private var dropped = 0

  init(limit: Int) { self.limit = max(1, limit) }

  /// Takes in a NotificationResponse.
  mutating func append(_ body: UnsafeRawBufferPointer) throws(MalformedMessage) {
    var reader = MessageReader(body)
    let process = try reader.integer(Int32.self)
    let channel = try reader.text()
    let payload = try reader.text()
    if waiting.count - head == limit {
      dropped += 1
      head += 1
    }
    // Those that were taken are removed in batches.
    if head >= limit {
      waiting.removeFirst(head)
      head = 0
    }
    waiting.append(PostgresNotification(channel: channel, payload: payload, process: process, dropped: 0))
  }

  mutating func next() -> PostgresNotification? {
    if head == waiting.count { return nil }
    let first = waiting[head]
    head += 1
    if head == waiting.count { (waiting, head) = ([], 0) }
    defer { dropped = 0 }
    return PostgresNotification(channel: first.channel, payload: first.payload, process: first.process, dropped: dropped)
  }
}
