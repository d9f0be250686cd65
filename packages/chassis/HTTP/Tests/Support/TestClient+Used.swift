import HTTP
import HTTPTesting

extension TestClient {
  /// A connection that has had its first request: its next head has time from its first byte on, and not from the connection's start,
  /// so that short deadlines are met.
  func connectAndUse() async throws -> TestConnection {
    while true {
      let connection = try await connect()
      do {
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try await connection.receive()
        return connection
      } catch {
        // The first request was too late.
      }
    }
  }
}
