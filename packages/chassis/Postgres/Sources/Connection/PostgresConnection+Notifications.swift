import IO

extension PostgresConnection {
  /// Has notifications of the channel sent to this session from now on.
  public func listen(to channel: SQLIdentifier, deadline: Deadline? = nil) async throws(PostgresError) {
    try await run(script: "LISTEN \(channel.quoted)", deadline: deadline)
  }

  /// Ends that.
  public func unlisten(_ channel: SQLIdentifier, deadline: Deadline? = nil) async throws(PostgresError) {
    try await run(script: "UNLISTEN \(channel.quoted)", deadline: deadline)
  }

  /// Sends a notification, when the transaction commits. The payload has fewer than 8000 bytes.
  public func notify(_ channel: String, _ payload: String = "", deadline: Deadline? = nil) async throws(PostgresError) {
    try await execute("SELECT pg_notify(\(channel), \(payload))", deadline: deadline)
  }

  /// Waits for a notification. They are kept while the connection is used for something else, up to a limit; how many were dropped beyond
  /// it, the next one tells.
  public func nextNotification(deadline: Deadline) async throws(PostgresError) -> PostgresNotification {
    try await operate(nil, deadline) { deadline throws(PostgresError) in
      while true {
        try absorb()
        if let notification = exchanges.notifications.next() { return notification }
        try await exchanges.receive(until: deadline)
      }
    }
  }
}
