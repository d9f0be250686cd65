import IO

/// The rows of a statement, received as they are read. It belongs to the body that it was given to.
public final class RowStream<each Column: PostgresDecodable> {
  private let answer: RowAnswer

  init(_ answer: RowAnswer) { self.answer = answer }

  /// The next row; `nil` after the last one.
  public func next() async throws(PostgresError) -> (repeat each Column)? {
    guard let body = try await answer.next() else { return nil }
    let values = try answer.reading { () throws(PostgresError) in
      try Row(body, answer.columns).decode((repeat each Column).self)
    }
    return .some(values)
  }
}

/// The answer to a statement, taken row by row.
final class RowAnswer {
  private let connection: PostgresConnection
  private let prepared: Statement
  private let deadline: Deadline
  private(set) var columns: [Statement.Column]
  private var exchange: Exchange
  private var report: ServerReport?
  /// A row that has been received and not read.
  private var first: UnsafeRawBufferPointer?
  /// Why the answer did not come to its end.
  private(set) var failure: PostgresError?

  init(_ connection: PostgresConnection, _ plan: Exchange.Plan, _ prepared: Statement, _ deadline: Deadline) {
    self.connection = connection
    self.prepared = prepared
    self.deadline = deadline
    columns = prepared.columns
    exchange = Exchange(plan)
  }

  /// Whether it has come to its end.
  var hasEnded: Bool { exchange.hasEnded }

  /// Waits for the first row, or for the end.
  func begin() async throws(PostgresError) { first = try await receive() }

  /// The content of the next row, valid until the next one is asked for; `nil` after the last one.
  func next() async throws(PostgresError) -> UnsafeRawBufferPointer? {
    if let row = first {
      first = nil
      return row
    }
    if hasEnded { return nil }
    if let failure { throw failure }
    do throws(PostgresError) { return try await receive() } catch {
      failure = error
      throw error
    }
  }

  /// Runs `body`, whose error ends the answer.
  func reading<Result>(_ body: () throws(PostgresError) -> Result) throws(PostgresError) -> Result {
    do throws(PostgresError) { return try body() } catch {
      failure = error
      throw error
    }
  }

  private func receive() async throws(PostgresError) -> UnsafeRawBufferPointer? {
    while true {
      while let (event, message) = try connection.exchanges.step(&exchange, &report) {
        switch event {
        case .row: return message.body
        case .columns: columns = try PostgresConnection.columns(message)
        case .completed: _ = try connection.completed(message, prepared)
        case .ready:
          if let report { throw PostgresError(report) }
          return nil
        default: try PostgresConnection.refuseCopy(event)
        }
      }
      try await connection.exchanges.receive(until: deadline)
    }
  }
}
