import JSON
import Postgres
import Telemetry

extension PostgresConnection {
  /// Enqueues a job, in the transaction that is open, if one is: then it is there if that commits, and only then. Returns its id.
  ///
  /// - Parameter due: the time before which it is not begun; at once where it is `nil` or has passed.
  @discardableResult
  public func enqueue<Payload: JobPayload>(_ type: JobType<Payload>, _ payload: Payload, due: Timestamp? = nil) async throws(PostgresError) -> Int {
    try await enqueue(type, [payload], due: due)[0]
  }

  /// Enqueues several jobs at once, and returns their ids in the order of the payloads.
  @discardableResult
  public func enqueue<Payload: JobPayload>(
    _ type: JobType<Payload>, _ payloads: [Payload], due: Timestamp? = nil
  ) async throws(PostgresError) -> [Int] {
    if payloads.isEmpty { return [] }
    let statement: SQL = """
      SELECT jobs.enqueue_jobs(\(type.queue), \(type.name), \(type.version), \(payloads.map(\.json)), \(type.priority.rawValue), \
      \(type.attempts), \(due.postgresValue), \((TraceContext.current?.traceparent).postgresValue))
      """
    return try await query(statement.named("jobs.enqueue"), as: Int.self)
  }
}
