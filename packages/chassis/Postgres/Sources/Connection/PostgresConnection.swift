import IO

/// A session with a server. It belongs to one event loop and to one task at a time.
///
/// ```swift
/// let connection = try await PostgresConnection.connect(configuration)
/// for (id, name) in try await connection.query("SELECT id, name FROM users WHERE age > \(18)", as: (Int, String).self) { … }
/// await connection.close()
/// ```
///
/// Every operation has a deadline, that of the configuration where none is given. An operation that its deadline or its task's cancellation
/// ends is cancelled on the server too, beside the task; until that is done, the connection takes no other.
public final class PostgresConnection: @unchecked Sendable {
  /// The loop that it belongs to.
  public let loop: EventLoop
  let configuration: PostgresConfiguration
  /// What goes to and fro between it and the server.
  let exchanges: Exchanges
  private let cancellation: Cancellation
  private let durations: StatementDurations?

  // The loop's thread alone touches what follows.
  private var statements: StatementCache
  private var isBusy = false
  /// The task that brings the connection back into step.
  private var recovery: Task<Void, Never>?
  /// Why it can no longer be used.
  private var ending: PostgresError?
  /// The moment at which the session began.
  let began: Deadline
  /// The moment at which a pool took it back last.
  var lastUse: Deadline
  /// Savepoints within one another that are open.
  var savepoints = 0
  /// Operations that were cancelled on the server so far.
  public private(set) var cancellations = 0

  init(_ session: Session, _ configuration: PostgresConfiguration, on loop: EventLoop) {
    self.loop = loop
    self.configuration = configuration
    exchanges = Exchanges(session, configuration)
    cancellation = session.cancellation
    durations = configuration.metrics.map { StatementDurations($0) }
    statements = StatementCache(capacity: configuration.preparedStatements)
    began = loop.now
    lastUse = loop.now
  }

  deinit { exchanges.close() }

  // MARK: what it is

  /// The number of the server's process.
  public var process: Int32 { cancellation.process }

  /// The state of its transaction, as the server told last.
  public var transactionStatus: TransactionStatus { exchanges.transactionStatus }

  /// Parameters of the session that the server reports, such as `server_version`.
  public var parameters: [String: String] { exchanges.parameters }

  /// Whether it can still be used, now or when what goes on has ended.
  public var isOpen: Bool { ending == nil }

  /// Whether it is being brought back into step after an operation that did not end.
  var isRecovering: Bool { recovery != nil }

  /// Waits until that has ended, one way or the other.
  func settled() async {
    while let recovery { await recovery.value }
  }

  /// Bytes that its buffers occupy.
  var memory: Int { exchanges.memory }

  // MARK: one operation at a time

  /// Runs an operation, which is the only one until it has ended, and sees to it that the connection stays in step.
  /// - Parameters:
  ///   - query: the text of the statement, for its error.
  ///   - name: what metrics call the statement, which are not told where it is `nil`.
  func operate<Result>(
    _ query: String?, name: String? = nil, _ deadline: Deadline?, _ body: (Deadline) async throws(PostgresError) -> Result
  ) async throws(PostgresError) -> Result {
    let deadline = deadline ?? .after(configuration.operationTimeout)
    try await begin()
    let start = durations == nil ? Deadline.never : .now
    do throws(PostgresError) {
      let result = try await body(deadline)
      isBusy = false
      if let name { durations?.ended(name, nil, since: start) }
      return result
    } catch {
      settle(error)
      if let name { durations?.ended(name, error, since: start) }
      throw error.with(query: query)
    }
  }

  private func begin() async throws(PostgresError) {
    loop.assertCurrent()
    if isBusy, recovery == nil { throw PostgresError(.busy, "another task uses the connection; take one of a pool for each task") }
    await settled()
    if isBusy { throw PostgresError(.busy, "another task uses the connection; take one of a pool for each task") }
    if let ending { throw PostgresError(.closed, "the connection was closed: \(ending.message)", report: ending.report, cause: ending.cause) }
    if Task.isCancelled { throw PostgresError(.cancelled, "cancelled before anything was sent") }
    isBusy = true
  }

  /// Decides, after an operation that failed, how the connection goes on.
  private func settle(_ error: PostgresError) {
    switch error.kind {
    case .connectionLost, .protocolViolation, .serverShutDown, .closed, .connectionFailed, .commitUnknown:
      end(error)
      isBusy = false
    case .statement, .timedOut, .cancelled, .rolledBack, .busy, .value, .invalid, .migration:
      if exchanges.isIdle {
        isBusy = false
      } else {
        recover(isQuick: error.kind == .value || error.kind == .invalid)
      }
    }
  }

  /// Closes the connection for a reason, which whoever uses it next is told.
  private func end(_ error: PostgresError) {
    if ending == nil { ending = error }
    exchanges.close()
  }

  /// Tells the server that the session ends, and closes the connection. Any thread may call it.
  public func close() {
    if !loop.isCurrent { return loop.execute { self.close() } }
    if ending != nil { return }
    if !isBusy { exchanges.terminate() }
    end(PostgresError(.closed, "closed on this side"))
  }

  // MARK: statements

  /// The statement of this text, prepared unless it is already.
  func prepare(_ text: String, until deadline: Deadline) async throws(PostgresError) -> Statement {
    if let statement = statements[text] { return statement }
    if text.utf8.contains(0) { throw PostgresError(.invalid, "a statement's text has a zero byte") }
    let name = statements.makeName(for: text)
    var plan = Exchange.Plan()
    plan.parses = true
    plan.describesStatement = true
    try exchanges.write { output throws(MessageTooLong) in
      plan.closes = try closeDropped(output)
      try output.parse(name, text, [])
      try output.describeStatement(name)
      output.sync()
    }
    var types: [PostgresType] = []
    var columns: [Statement.Column] = []
    do throws(PostgresError) {
      try await exchanges.exchange(plan, until: deadline) { event, message throws(PostgresError) in
        do throws(MalformedMessage) {
          if event == .parameterTypes { types = try Statement.parameterTypes(message.body) }
          if event == .columns { columns = try Statement.columns(message.body) }
        } catch {
          throw PostgresError(error)
        }
      }
    } catch {
      // The server may have prepared it all the same.
      statements.drop(name)
      throw error
    }
    let statement = Statement(name: name, text, parameterTypes: types, columns: columns)
    statements.insert(statement, text)
    return statement
  }

  /// Writes that statements are to be closed which are no longer kept, and returns how many.
  func closeDropped(_ output: OutputBuffer) throws(MessageTooLong) -> Int {
    if statements.dropped.isEmpty { return 0 }
    let names = statements.takeDropped()
    for name in names { try output.closeStatement(name) }
    return names.count
  }

  /// Has the statement prepared anew next time.
  func forget(_ text: String) { statements.remove(text) }

  /// Notes what a statement may have left in the session.
  func note(_ tag: CommandTag, _ statement: Statement?) {
    exchanges.traces.note(tag)
    if let statement { exchanges.traces.note(statement) }
    if tag.description == "DISCARD ALL" || tag.description == "DEALLOCATE ALL" { statements.forgetAll() }
  }

  /// Undoes what its user left behind in the session: an open transaction, settings, locks, temporary tables, channels, cursors.
  func reset() async throws(PostgresError) {
    let deadline = Deadline.after(configuration.cancelTimeout)
    if transactionStatus != .idle { try await run(script: "ROLLBACK", deadline: deadline) }
    try await run(script: SessionTraces.reset, deadline: deadline)
    exchanges.notifications = NotificationQueue(limit: configuration.notificationLimit)
    exchanges.traces.clear()
  }

  /// Takes what has arrived without having been asked for; throws where the session has ended.
  func absorb() throws(PostgresError) {
    do throws(PostgresError) {
      try exchanges.absorb()
    } catch {
      end(error)
      throw error
    }
  }

  // MARK: recovery

  /// Time in which an answer that is still to come is read to its end rather than cancelled, where nobody asked for a cancellation.
  private static let quickRecovery = Duration.milliseconds(50)
  /// Time after which a CancelRequest is sent again: the first may have come before its statement.
  private static let cancelInterval = Duration.milliseconds(500)

  /// Brings the connection back into step, in a task of its own; where that does not succeed in time, the connection is closed.
  /// - Parameter isQuick: whether what is still to come may be short, and is read first.
  private func recover(isQuick: Bool) {
    let deadline = Deadline.after(configuration.cancelTimeout)
    recovery = Task(executorPreference: loop) { [self] in
      do throws(PostgresError) {
        try exchanges.finishWriting()
        if isQuick { try await exchanges.drain(to: 0, until: min(deadline, .after(Self.quickRecovery)), orLater: deadline) }
        if exchanges.outstanding > 0 { try await cancelOutstanding(deadline) }
      } catch {
        end(error)
      }
      isBusy = false
      recovery = nil
    }
  }

  private func cancelOutstanding(_ deadline: Deadline) async throws(PostgresError) {
    cancellations += 1
    while exchanges.outstanding > 0 {
      try await cancellation.send(until: deadline)
      // A CancelRequest is for the statement that is under way: each of those that follow takes one of its own.
      try await exchanges.drain(to: exchanges.outstanding - 1, until: min(deadline, .after(Self.cancelInterval)), orLater: deadline)
    }
    // The server has signalled its process by now. Should the signal still be on its way, it finds this and nothing else.
    try exchanges.write { output throws(MessageTooLong) in try output.query("") }
    exchanges.expectAnswer(.simpleQuery)
    try await exchanges.drain(to: 0, until: deadline, orLater: deadline)
  }
}
