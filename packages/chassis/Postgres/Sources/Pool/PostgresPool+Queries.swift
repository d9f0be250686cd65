import IO

extension PostgresPool {
  /// Runs a statement on a connection of the pool and returns all its rows, each read by position into a tuple.
  @inlinable
  public func query<each Column: PostgresDecodable>(
    _ statement: SQL, as types: (repeat each Column).Type, deadline: Deadline? = nil
  ) async throws -> [(repeat each Column)] {
    try await withConnection(waitingUntil: deadline) { connection in try await connection.query(statement, as: types, deadline: deadline) }
  }

  /// The same for rows of one column.
  @inlinable
  public func query<Value: PostgresDecodable>(_ statement: SQL, as type: Value.Type, deadline: Deadline? = nil) async throws -> [Value] {
    try await withConnection(waitingUntil: deadline) { connection in try await connection.query(statement, as: type, deadline: deadline) }
  }

  /// Runs a statement on a connection of the pool and returns its first row, `nil` where there is none.
  @inlinable
  public func first<each Column: PostgresDecodable>(
    _ statement: SQL, as types: (repeat each Column).Type, deadline: Deadline? = nil
  ) async throws -> (repeat each Column)? {
    try await withConnection(waitingUntil: deadline) { connection in try await connection.first(statement, as: types, deadline: deadline) }
  }

  /// The same for a row of one column.
  @inlinable
  public func first<Value: PostgresDecodable>(_ statement: SQL, as type: Value.Type, deadline: Deadline? = nil) async throws -> Value? {
    try await withConnection(waitingUntil: deadline) { connection in try await connection.first(statement, as: type, deadline: deadline) }
  }

  /// Runs a statement on a connection of the pool, and passes over its rows.
  @discardableResult
  public func execute(_ statement: SQL, deadline: Deadline? = nil) async throws -> CommandTag {
    try await withConnection(waitingUntil: deadline) { connection in try await connection.execute(statement, deadline: deadline) }
  }

  /// Runs `body` in a transaction on a connection of the pool, as `PostgresConnection.transaction` does.
  public func transaction<Result>(
    _ options: TransactionOptions = TransactionOptions(), deadline: Deadline? = nil, _ body: (PostgresConnection) async throws -> Result
  ) async throws -> Result {
    try await withConnection(waitingUntil: deadline) { connection in
      try await connection.transaction(options, deadline: deadline) { try await body(connection) }
    }
  }
}
