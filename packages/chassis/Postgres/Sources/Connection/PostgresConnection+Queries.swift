import IO

extension PostgresConnection {
  /// Runs a statement and returns all its rows, each read by position into a tuple.
  ///
  /// ```swift
  /// let users = try await connection.query("SELECT id, name FROM users WHERE age > \(18)", as: (Int, String?).self)
  /// ```
  @inlinable
  public func query<each Column: PostgresDecodable>(
    _ statement: SQL, as types: (repeat each Column).Type, deadline: Deadline? = nil
  ) async throws(PostgresError) -> [(repeat each Column)] {
    var rows: [(repeat each Column)] = []
    try await run(statement, deadline) { row throws(PostgresError) in rows.append(try row.decode(types)) }
    return rows
  }

  /// Runs a statement and returns its first row, `nil` where there is none. Further rows are passed over.
  @inlinable
  public func first<each Column: PostgresDecodable>(
    _ statement: SQL, as types: (repeat each Column).Type, deadline: Deadline? = nil
  ) async throws(PostgresError) -> (repeat each Column)? {
    var first: (repeat each Column)?
    var isFirst = true
    try await run(statement, deadline) { row throws(PostgresError) in
      if !isFirst { return }
      let values = try row.decode(types)
      first = .some(values)
      isFirst = false
    }
    return first
  }

  /// The same for rows of one column.
  @inlinable
  public func query<Value: PostgresDecodable>(
    _ statement: SQL, as type: Value.Type, deadline: Deadline? = nil
  ) async throws(PostgresError) -> [Value] {
    var rows: [Value] = []
    try await run(statement, deadline) { row throws(PostgresError) in rows.append(try row.decode(type)) }
    return rows
  }

  /// The same for a row of one column.
  @inlinable
  public func first<Value: PostgresDecodable>(
    _ statement: SQL, as type: Value.Type, deadline: Deadline? = nil
  ) async throws(PostgresError) -> Value? {
    var first: Value?
    var isFirst = true
    try await run(statement, deadline) { row throws(PostgresError) in
      if isFirst { first = try row.decode(type) }
      isFirst = false
    }
    return first
  }

  /// Runs a statement, and passes over its rows.
  @discardableResult
  public func execute(_ statement: SQL, deadline: Deadline? = nil) async throws(PostgresError) -> CommandTag {
    try await run(statement, deadline) { _ in }
  }

  /// Runs a statement whose rows `body` reads as they arrive. No more is received than it reads, so that a result of any length takes
  /// constant memory. Where `body` returns before the last row, or throws, the statement is cancelled.
  ///
  /// ```swift
  /// try await connection.stream("SELECT id, name FROM users", as: (Int, String).self) { rows in
  ///   while let (id, name) = try await rows.next() { … }
  /// }
  /// ```
  @discardableResult
  public func stream<each Column: PostgresDecodable, Result>(
    _ statement: SQL, as types: (repeat each Column).Type, deadline: Deadline? = nil,
    _ body: (RowStream<repeat each Column>) async throws -> Result
  ) async throws -> Result {
    var outcome: Swift.Result<Result, any Error>?
    do throws(PostgresError) {
      try await operate(statement.text, name: statement.name ?? "", deadline) { deadline throws(PostgresError) in
        let answer = try await begin(statement, deadline)
        let rows = RowStream<repeat each Column>(answer)
        do { outcome = .success(try await body(rows)) } catch { outcome = .failure(error) }
        if let failure = answer.failure { throw failure }
        if !answer.hasEnded { throw PostgresError(.value, "given up") }
      }
    } catch {
      guard let outcome else { throw error }
      return try outcome.get()
    }
    return try outcome!.get()
  }

  /// Sends the statement, and returns its answer once it has begun to succeed.
  private func begin(_ statement: SQL, _ deadline: Deadline) async throws(PostgresError) -> RowAnswer {
    try await retryingStale(statement) { () throws(PostgresError) in
      let (plan, prepared) = try await write(statement, deadline)
      exchanges.expectAnswer(plan)
      try await exchanges.flush(until: deadline)
      let answer = RowAnswer(self, plan, prepared, deadline)
      try await answer.begin()
      return answer
    }
  }

  /// Runs a text of one or more statements, without parameters, as one transaction unless it says otherwise, and returns their tags.
  ///
  /// The text is the program's own, such as a file of it: nothing from outside belongs into it.
  @discardableResult
  public func run(script text: String, deadline: Deadline? = nil) async throws(PostgresError) -> [CommandTag] {
    try await operate(text, deadline) { deadline throws(PostgresError) in try await runScript(text, deadline) }
  }

  /// Makes sure that the server answers.
  public func ping(deadline: Deadline? = nil) async throws(PostgresError) {
    try await operate(nil, deadline) { deadline throws(PostgresError) in _ = try await runScript("", deadline) }
  }

  func runScript(_ text: String, _ deadline: Deadline) async throws(PostgresError) -> [CommandTag] {
    if text.utf8.contains(0) { throw PostgresError(.invalid, "a statement's text has a zero byte") }
    try exchanges.write { output throws(MessageTooLong) in try output.query(text) }
    var tags: [CommandTag] = []
    exchanges.traces.note(text)
    try await exchanges.exchange(.simpleQuery, until: deadline) { event, message throws(PostgresError) in
      if event == .completed { tags.append(try completed(message, nil)) }
      try Self.refuseCopy(event)
    }
    return tags
  }

  // MARK: one statement

  /// Runs a statement, with its rows read as they arrive.
  @discardableResult @usableFromInline
  func run(
    _ statement: SQL, _ deadline: Deadline?, _ take: (borrowing Row) throws(PostgresError) -> Void
  ) async throws(PostgresError) -> CommandTag {
    try await operate(statement.text, name: statement.name ?? "", deadline) { deadline throws(PostgresError) in
      try await retryingStale(statement) { () throws(PostgresError) in
        let (plan, prepared) = try await write(statement, deadline)
        var columns = prepared.columns
        var tag = CommandTag.empty
        try await exchanges.exchange(plan, until: deadline) { event, message throws(PostgresError) in
          switch event {
          case .row: try take(Row(message.body, columns))
          case .columns: columns = try Self.columns(message)
          case .completed: tag = try completed(message, prepared)
          default: try Self.refuseCopy(event)
          }
        }
        return tag
      }
    }
  }

  /// Runs the statement once more where the server no longer has it as it was prepared: a table was changed, or a pooler gave the session
  /// to another server. Within a transaction, the error has already ended that.
  private func retryingStale<Result>(
    _ statement: SQL, _ body: () async throws(PostgresError) -> Result
  ) async throws(PostgresError) -> Result {
    let mayRetry = transactionStatus == .idle
    do throws(PostgresError) {
      return try await body()
    } catch {
      if !error.isStaleStatement { throw error }
      forget(statement.text)
      if !mayRetry { throw error }
    }
    return try await body()
  }

  /// Prepares a statement, writes its execution, and returns what is to come.
  private func write(_ statement: SQL, _ deadline: Deadline) async throws(PostgresError) -> (Exchange.Plan, Statement) {
    let prepared = try await prepare(statement, until: deadline)
    var plan = Exchange.Plan()
    try exchanges.write { output throws(MessageTooLong) in
      plan.closes = try closeDropped(output)
      try output.execution(of: statement, prepared, isUnnamed: prepared.name.isEmpty, &plan)
      output.sync()
    }
    return (plan, prepared)
  }

  /// The statement as it is prepared. Throws where it has another number of parameters.
  func prepare(_ statement: SQL, until deadline: Deadline) async throws(PostgresError) -> Statement {
    let prepared = try await prepare(statement.text, until: deadline)
    if statement.parameters.count != prepared.parameterTypes.count {
      throw PostgresError(
        .invalid, "the statement has \(prepared.parameterTypes.count) parameters, and \(statement.parameters.count) values are given")
    }
    return prepared
  }

  /// The tag of a statement that has ended.
  func completed(_ message: ServerMessage, _ statement: Statement?) throws(PostgresError) -> CommandTag {
    do throws(MalformedMessage) {
      let tag = try CommandTag(message.body)
      note(tag, statement)
      return tag
    } catch {
      throw PostgresError(error)
    }
  }

  static func columns(_ message: ServerMessage) throws(PostgresError) -> [Statement.Column] {
    do throws(MalformedMessage) { return try Statement.columns(message.body) } catch { throw PostgresError(error) }
  }

  /// Refuses COPY where rows are expected.
  static func refuseCopy(_ event: Exchange.Event) throws(PostgresError) {
    if event == .copyInBegan || event == .copyOutBegan {
      throw PostgresError(.invalid, "COPY from STDIN or to STDOUT is run with copyIn or copyOut")
    }
  }
}
