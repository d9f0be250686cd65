import IO
import Testing

@testable import Postgres

@Suite struct NotificationTests {
  @Test func `notifications arrive while nothing else is done, and during other statements`() async throws {
    try await withConfiguration(NotificationTests.self) { configuration in
      let listener = try await PostgresConnection.connect(configuration)
      let sender = try await PostgresConnection.connect(configuration)
      defer { for connection in [listener, sender] { connection.close() } }
      try await listener.listen(to: SQLIdentifier("news"))
      try await sender.notify("news", "one")
      #expect(try await listener.nextNotification(deadline: .generous).payload == "one")
      try await sender.notify("news", "two")
      try await wait { try await listener.first("SELECT 1", as: Int.self) == 1 }
      let two = try await listener.nextNotification(deadline: .generous)
      #expect(two.payload == "two" && two.channel == "news" && two.process == sender.process && two.dropped == 0)
      let error = await #expect(throws: PostgresError.self) { try await listener.nextNotification(deadline: .after(.milliseconds(20))) }
      #expect(error?.kind == .timedOut)
      try await listener.unlisten(SQLIdentifier("news"))
      #expect(listener.isOpen)
    }
  }

  @Test func `beyond the limit the oldest are dropped, which is told`() async throws {
    try await withConnection(NotificationTests.self) { configuration in
      configuration.notificationLimit = 3
    } _: { connection in
      try await connection.listen(to: SQLIdentifier("many"))
      for number in 1...8 { try await connection.notify("many", "\(number)") }
      let first = try await connection.nextNotification(deadline: .generous)
      #expect(first.payload == "6" && first.dropped == 5)
      #expect(try await connection.nextNotification(deadline: .generous).payload == "7")
      #expect(try await connection.nextNotification(deadline: .generous).dropped == 0)
    }
  }
}
