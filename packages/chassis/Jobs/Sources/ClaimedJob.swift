import JSON
import Postgres

/// A row of `jobs.claim_jobs`.
struct ClaimedJob: Sendable {
  let entry: Int
  let slot: Int
  let id: Int
  let priority: Int
  let attempt: Int
  let version: Int
  let type: String
  /// The payload; `nil` where it is too long to be part of the answer.
  let payload: JSONValue?
  /// The trace context of who enqueued it.
  let trace: String?

  /// Claims up to `room` jobs of a queue that lie behind the marks.
  static func claim(
    _ room: Int, of queue: String, behind marks: [Int], by worker: Int, _ fence: Int, on connection: PostgresConnection
  ) async throws
    -> [ClaimedJob]
  {
    let statement: SQL = """
      SELECT entry, slot, id, priority, attempt, version, type, payload, trace FROM jobs.claim_jobs(\(worker), \(fence), \(queue), \(room), \(marks))
      """
    return try await connection.query(
      statement.named("jobs.claim"), as: (Int, Int, Int, Int, Int, Int, String, JSONValue?, String?).self
    ).map { ClaimedJob(entry: $0.0, slot: $0.1, id: $0.2, priority: $0.3, attempt: $0.4, version: $0.5, type: $0.6, payload: $0.7, trace: $0.8) }
  }

  static func payload(of entry: Int, by worker: Int, on connection: PostgresConnection) async throws -> JSONValue? {
    try await connection.first("SELECT jobs.payload_of(\(worker), \(entry))", as: JSONValue?.self) ?? nil
  }
}
