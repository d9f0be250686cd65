import IO

extension PostgresConnection {
  /// Runs a `COPY … FROM STDIN`, whose data `body` writes, in the format that the statement says, in pieces of any size. Where `body`
  /// throws, nothing is copied.
  ///
  /// ```swift
  /// try await connection.copyIn("COPY users FROM STDIN WITH (FORMAT csv)") { writer in try await writer.write(Array("1,ann\n".utf8)) }
  /// ```
  @discardableResult
  public func copyIn(
    _ statement: SQL, deadline: Deadline? = nil, _ body: (CopyWriter) async throws -> Void
  ) async throws -> CommandTag {
    try await copyIn(statement, types: [], deadline, body)
  }

  /// Copies rows into a table, in binary form. `body` writes them; their values are as many as the columns, and of types that have the
  /// columns' binary form. Where `body` throws, nothing is copied.
  ///
  /// ```swift
  /// try await connection.copyIn(into: SQLIdentifier("users"), columns: ["id", "name"]) { writer in
  ///   for user in users { try await writer.row(user.id, user.name) }
  /// }
  /// ```
  @discardableResult
  public func copyIn(
    into table: SQLIdentifier, columns: [String], deadline: Deadline? = nil, _ body: (CopyWriter) async throws -> Void
  ) async throws -> CommandTag {
    let names = columns.map { SQL(verbatim: SQLIdentifier($0).quoted) }
    let deadline = deadline ?? .after(configuration.operationTimeout)
    let types = try await operate(nil, deadline) { deadline throws(PostgresError) in
      try await prepare("SELECT \(names, separator: ", ") FROM \(table)", until: deadline).columns.map(\.type)
    }
    return try await copyIn("COPY \(table) (\(names, separator: ", ")) FROM STDIN WITH (FORMAT binary)", types: types, deadline) { writer in
      writer.appendHeader()
      try await body(writer)
      writer.appendTrailer()
    }
  }

  private func copyIn(
    _ statement: SQL, types: [PostgresType], _ deadline: Deadline?, _ body: (CopyWriter) async throws -> Void
  ) async throws -> CommandTag {
    var thrown: (any Error)?
    do {
      return try await operate(statement.text, deadline) { deadline throws(PostgresError) in
        try beginCopy(statement)
        try await exchanges.flush(until: deadline)
        let writer = CopyWriter(self, types, deadline)
        try await writer.begin()
        do {
          try await body(writer)
        } catch {
          // What the server says comes first.
          if !writer.hasFailed {
            thrown = error
            throw error as? PostgresError ?? PostgresError(.value, "given up")
          }
        }
        return try await writer.finish()
      }
    } catch {
      throw thrown ?? error
    }
  }

  /// Runs a `COPY … TO STDOUT` and calls `body` with each piece of the data, in the format that the statement says: a row mostly. No more is
  /// received while `body` waits. Where `body` throws, the statement is cancelled.
  @discardableResult
  public func copyOut(
    _ statement: SQL, deadline: Deadline? = nil, _ body: ([UInt8]) async throws -> Void
  ) async throws -> CommandTag {
    var thrown: (any Error)?
    do {
      return try await operate(statement.text, deadline) { deadline throws(PostgresError) in
        try beginCopy(statement)
        try await exchanges.flush(until: deadline)
        var exchange = Exchange(.simpleQuery)
        var failure: ServerReport?
        var tag = CommandTag.empty
        var isCopy = false
        while true {
          while let (event, message) = try exchanges.step(&exchange, &failure) {
            switch event {
            case .copyOutBegan: isCopy = true
            case .copyData:
              do { try await body(Array(message.body)) } catch {
                thrown = error
                throw PostgresError(.value, "given up")
              }
            case .completed: tag = try completed(message, nil)
            case .ready:
              if let failure { throw PostgresError(failure) }
              if !isCopy { throw PostgresError(.invalid, "the statement is no COPY to STDOUT") }
              return tag
            case .copyInBegan: try Self.refuseCopy(event)
            default: break
            }
          }
          try await exchanges.receive(until: deadline)
        }
      }
    } catch {
      throw thrown ?? error
    }
  }

  private func beginCopy(_ statement: SQL) throws(PostgresError) {
    if !statement.parameters.isEmpty { throw PostgresError(.invalid, "COPY takes no parameters; put the values into a query of its own") }
    if statement.text.utf8.contains(0) { throw PostgresError(.invalid, "a statement's text has a zero byte") }
    try exchanges.write { output throws(MessageTooLong) in try output.query(statement.text) }
    exchanges.expectAnswer(.simpleQuery)
  }
}
