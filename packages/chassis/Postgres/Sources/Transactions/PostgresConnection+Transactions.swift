import IO

extension PostgresConnection {
  /// Time before the second attempt at a transaction, at most; it doubles from one to the next.
  private static let pause = Duration.milliseconds(20)

  /// Runs `body` in a transaction, which commits when it returns and is rolled back when it throws.
  ///
  /// ```swift
  /// try await connection.transaction(TransactionOptions(isolation: .serializable, attempts: 5)) {
  ///   let balance = try await connection.first("SELECT balance FROM accounts WHERE id = \(id)", as: Int.self)
  ///   …
  /// }
  /// ```
  ///
  /// Where others are in the way, it is tried again as often as the options allow, and the last error says how often that was. Throws
  /// `rolledBack` where COMMIT undid it, because an error in it was passed over, and `commitUnknown` where the connection broke, or time
  /// ran out, while it committed.
  /// - Parameter deadline: the moment until which it may begin, and be tried again, and the one for COMMIT; each of them has its own where
  ///   it is `nil`.
  public func transaction<Result>(
    _ options: TransactionOptions = TransactionOptions(), deadline: Deadline? = nil, _ body: () async throws -> Result
  ) async throws -> Result {
    var attempt = 1
    while true {
      do { return try await attemptTransaction(options, deadline, body) } catch let error as PostgresError where error.isConflict {
        if attempt == options.attempts {
          if attempt == 1 { throw error }
          throw PostgresError(error.kind, "\(error.message); tried \(attempt) times", report: error.report, query: error.query)
        }
        let moment = Deadline.after(Self.pause * (1 << min(attempt - 1, 8)) * Double.random(in: 0.5...1))
        if let deadline, moment > deadline { throw error }
        do throws(IOError) { try await EventLoop.sleep(until: moment) } catch { throw PostgresError(error) }
        attempt += 1
      }
    }
  }

  private func attemptTransaction<Result>(
    _ options: TransactionOptions, _ deadline: Deadline?, _ body: () async throws -> Result
  ) async throws -> Result {
    if transactionStatus != .idle { throw PostgresError(.invalid, "a transaction is open already; use a savepoint within it") }
    do {
      try await run(script: options.beginning, deadline: deadline)
      let result = try await body()
      try await commit(deadline)
      return result
    } catch {
      await rollBack("ROLLBACK")
      throw error
    }
  }

  private func commit(_ deadline: Deadline?) async throws(PostgresError) {
    if transactionStatus == .idle { throw PostgresError(.invalid, "the transaction was ended by a statement in it") }
    do throws(PostgresError) {
      let tags = try await run(script: "COMMIT", deadline: deadline)
      if tags.last?.command == "ROLLBACK" {
        throw PostgresError(.rolledBack, "the transaction was rolled back: a statement in it had failed, and its error was passed over")
      }
    } catch {
      switch error.kind {
      case .connectionLost, .serverShutDown, .timedOut, .cancelled, .protocolViolation: throw error.with(kind: .commitUnknown)
      default: throw error
      }
    }
  }

  /// Runs `body`, and undoes what it did, but not the transaction, when it throws.
  public func savepoint<Result>(deadline: Deadline? = nil, _ body: () async throws -> Result) async throws -> Result {
    if transactionStatus == .idle { throw PostgresError(.invalid, "there is no transaction for a savepoint") }
    savepoints += 1
    let name = "bulkhead_\(savepoints)"
    defer { savepoints -= 1 }
    do {
      try await run(script: "SAVEPOINT \(name)", deadline: deadline)
      let result = try await body()
      try await run(script: "RELEASE SAVEPOINT \(name)", deadline: deadline)
      return result
    } catch {
      await rollBack("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
      throw error
    }
  }

  /// Undoes a transaction or a part of it, whether or not the task was cancelled; a connection on which that fails is closed.
  private func rollBack(_ statement: String) async {
    await withoutCancellation { [self] in
      await settled()
      if !isOpen || transactionStatus == .idle { return }
      do throws(PostgresError) {
        try await run(script: statement, deadline: .after(configuration.cancelTimeout))
      } catch {
        close()
      }
    }
  }

  /// Runs `body` in a task of its own, which the cancellation of this one does not reach.
  func withoutCancellation(_ body: @escaping @Sendable () async -> Void) async {
    await Task(executorPreference: loop) { await body() }.value
  }
}
