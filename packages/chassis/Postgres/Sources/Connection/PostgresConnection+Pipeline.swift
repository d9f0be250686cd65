import IO

extension PostgresConnection {
  /// Statements that are under way at the same time, each with an answer of its own.
  private static let window = 128
  /// Bytes of statements that are written before they are sent.
  private static let batchBytes = 65_536

  /// Runs statements one after the other without waiting for the answers in between, and returns what became of each. Outside a
  /// transaction each is one of its own; within one, those after an error fail too.
  ///
  /// Throws where the connection breaks or time runs out: then it is not known which of them took effect.
  public func pipeline(_ statements: [SQL], deadline: Deadline? = nil) async throws(PostgresError) -> [Result<CommandTag, PostgresError>] {
    try await operate(nil, deadline) { deadline throws(PostgresError) in
      let prepared = try await prepareAll(statements, deadline)
      var results: [Result<CommandTag, PostgresError>] = []
      results.reserveCapacity(statements.count)
      var written = 0
      while results.count < statements.count {
        var plans: [Exchange.Plan] = []
        while written < statements.count, plans.count < Self.window, exchanges.unsentBytes < Self.batchBytes {
          var plan = Exchange.Plan()
          try exchanges.write { output throws(MessageTooLong) in
            plan.closes = try closeDropped(output)
            let statement = prepared[written]
            try output.execution(of: statements[written], statement, isUnnamed: statement.name.isEmpty, &plan)
            output.sync()
          }
          exchanges.expectAnswer(plan)
          plans.append(plan)
          written += 1
        }
        try await exchanges.flush(until: deadline)
        for plan in plans { results.append(try await result(plan, prepared[results.count], statements[results.count].text, deadline)) }
      }
      return results
    }
  }

  /// Runs statements one after the other without waiting for the answers in between, and all or none of them take effect. Returns their
  /// tags. Throws the first error, with the text of its statement.
  @discardableResult
  public func executeAll(_ statements: [SQL], deadline: Deadline? = nil) async throws(PostgresError) -> [CommandTag] {
    if statements.isEmpty { return [] }
    return try await operate(nil, deadline) { deadline throws(PostgresError) in
      let prepared = try await prepareAll(statements, deadline)
      let isUnnamed = prepared.contains { $0.name.isEmpty }
      var exchange = Exchange(Exchange.Plan())
      var failure: ServerReport?
      var tags: [CommandTag] = []
      tags.reserveCapacity(statements.count)
      for (position, statement) in statements.enumerated() {
        var plan = Exchange.Plan()
        try exchanges.write { output throws(MessageTooLong) in
          plan.closes = try closeDropped(output)
          try output.execution(of: statement, prepared[position], isUnnamed: isUnnamed, &plan)
          // Up to the one Sync, all is one transaction.
          if position == statements.count - 1 { output.sync() }
        }
        if position == 0 { exchanges.expectAnswer(plan, isSynced: false) }
        if position == statements.count - 1 { exchanges.wroteSync() }
        exchange.expect(plan)
        if exchanges.unsentBytes < Self.batchBytes { continue }
        try await exchanges.flush(until: deadline)
        // Answers that are here already need not be kept.
        while try advance(&exchange, &failure, prepared, &tags) {}
      }
      try await exchanges.flush(until: deadline)
      while !exchange.hasEnded {
        while try advance(&exchange, &failure, prepared, &tags) {}
        if !exchange.hasEnded { try await exchanges.receive(until: deadline) }
      }
      if let failure { throw PostgresError(failure, query: statements[min(tags.count, statements.count - 1)].text) }
      return tags
    }
  }

  private func prepareAll(_ statements: [SQL], _ deadline: Deadline) async throws(PostgresError) -> [Statement] {
    var prepared: [Statement] = []
    prepared.reserveCapacity(statements.count)
    for (position, statement) in statements.enumerated() {
      if position > 0, statement.text == statements[position - 1].text, statement.parameters.count == statements[position - 1].parameters.count {
        prepared.append(prepared[position - 1])
      } else {
        prepared.append(try await prepare(statement, until: deadline))
      }
    }
    // The first ones would be closed for the last ones.
    if Set(prepared.map(\.name)).count > max(1, configuration.preparedStatements) {
      throw PostgresError(.invalid, "more different statements are run at once than are kept prepared (\(configuration.preparedStatements))")
    }
    return prepared
  }

  /// Takes a step of an answer to several statements; `false` where nothing has arrived, or the answer has ended.
  private func advance(
    _ exchange: inout Exchange, _ failure: inout ServerReport?, _ prepared: [Statement], _ tags: inout [CommandTag]
  ) throws(PostgresError) -> Bool {
    if exchange.hasEnded { return false }
    guard let (event, message) = try exchanges.step(&exchange, &failure) else { return false }
    if event == .completed { tags.append(try completed(message, prepared[tags.count])) }
    if event == .emptyQuery { tags.append(.empty) }
    try Self.refuseCopy(event)
    return true
  }

  private func result(
    _ plan: Exchange.Plan, _ prepared: Statement, _ text: String, _ deadline: Deadline
  ) async throws(PostgresError) -> Result<CommandTag, PostgresError> {
    var exchange = Exchange(plan)
    var failure: ServerReport?
    var tags: [CommandTag] = []
    while !exchange.hasEnded {
      while try advance(&exchange, &failure, [prepared], &tags) {}
      if !exchange.hasEnded { try await exchanges.receive(until: deadline) }
    }
    if let failure {
      let error = PostgresError(failure, query: text)
      if error.isStaleStatement { forget(text) }
      return .failure(error)
    }
    return .success(tags.first ?? .empty)
  }
}
