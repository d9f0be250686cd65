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
  private let channel: Channel
  private let cancellation: Cancellation
  private let durations: StatementDurations?

  // The loop's thread alone touches what follows.
  private var statements: StatementCache
  /// The state of its transaction, as the server told last.
  public private(set) var transactionStatus: TransactionStatus
  /// Parameters of the session that the server reports, such as `server_version`.
  public private(set) var parameters: [String: String]
  private var notifications: NotificationQueue
  /// Answers that are still to come, one for each Sync or simple query.
  private var outstanding = 0
  /// Whether the server waits for data that are copied in.
  private var isCopyingIn = false
  /// Whether the last of them is that to a simple query.
  private var isSimpleQuery = false
  private var isBusy = false
  /// The task that brings the connection back into step.
  private var recovery: Task<Void, Never>?
  /// Why it can no longer be used.
  private var ending: PostgresError?
  /// What its user may have left behind in the session.
  private(set) var traces = SessionTraces()
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
    channel = session.channel
    cancellation = session.cancellation
    durations = configuration.metrics.map { StatementDurations($0) }
    parameters = session.parameters
    transactionStatus = session.status
    statements = StatementCache(capacity: configuration.preparedStatements)
    notifications = NotificationQueue(limit: configuration.notificationLimit)
    began = loop.now
    lastUse = loop.now
  }

  deinit { channel.close() }

  // MARK: what it is

  /// The number of the server's process.
  public var process: Int32 { cancellation.process }

  /// Whether it can still be used, now or when what goes on has ended.
  public var isOpen: Bool { ending == nil }

  /// Whether it is being brought back into step after an operation that did not end.
  var isRecovering: Bool { recovery != nil }

  /// Waits until that has ended, one way or the other.
  func settled() async {
    while let recovery { await recovery.value }
  }

  /// Bytes that its buffers occupy.
  var memory: Int { channel.memory }

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
      if outstanding == 0, channel.output.count == 0 {
        isBusy = false
      } else {
        recover(isQuick: error.kind == .value || error.kind == .invalid)
      }
    }
  }

  /// Closes the connection for a reason, which whoever uses it next is told.
  private func end(_ error: PostgresError) {
    if ending == nil { ending = error }
    channel.close()
  }

  /// Tells the server that the session ends, and closes the connection. Any thread may call it.
  public func close() {
    if !loop.isCurrent { return loop.execute { self.close() } }
    if ending != nil { return }
    if !isBusy, outstanding == 0 {
      channel.output.terminate()
      channel.sendAtOnce()
    }
    end(PostgresError(.closed, "closed on this side"))
  }

  // MARK: exchanges

  /// Begins to write the messages of an operation. Where they cannot be written, none of them is.
  func write(_ body: (OutputBuffer) throws(MessageTooLong) -> Void) throws(PostgresError) {
    let mark = channel.output.mark
    do throws(MessageTooLong) {
      try body(channel.output)
    } catch {
      channel.output.takeBack(to: mark)
      throw PostgresError(error)
    }
  }

  /// Bytes that were written and not sent yet.
  var unsentBytes: Int { channel.output.count }

  /// Sends what was written.
  func flush(until deadline: Deadline) async throws(PostgresError) { try await channel.flush(until: deadline) }

  /// One more answer is to come, to a Sync or a simple query that was written.
  func expectAnswer(_ plan: Exchange.Plan) {
    outstanding += 1
    isSimpleQuery = plan.isSimpleQuery
  }

  /// Takes the next step of an answer, if its message has arrived. The message is valid until more is received.
  ///
  /// What tells nothing to the operation is done here. A server's error is kept in `failure`, and the answer goes on to its end.
  @inline(__always)
  func step(_ exchange: inout Exchange, _ failure: inout ServerReport?) throws(PostgresError) -> (event: Exchange.Event, message: ServerMessage)? {
    while let message = try channel.next() {
      do throws(MalformedMessage) {
        let event = try exchange.take(message.kind)
        switch event {
        case .row, .columns, .noColumns, .parameterTypes, .copyData, .copyOutBegan, .copyOutEnded, .emptyQuery: return (event, message)
        case .stepDone: continue
        case .completed:
          isCopyingIn = false
          return (event, message)
        case .copyInBegan:
          isCopyingIn = true
          return (event, message)
        case .failed:
          isCopyingIn = false
          let report = try ServerReport(message.body)
          failure = failure ?? report
        case .ready:
          var reader = MessageReader(message.body)
          guard let status = TransactionStatus(rawValue: try reader.byte()) else { throw MalformedMessage("an unknown transaction status") }
          transactionStatus = status
          outstanding -= 1
          return (event, message)
        case .notice, .notification, .parameterStatus: try takeAside(message)
        }
      } catch {
        throw PostgresError(error)
      }
      // A server that ends the session sends no more.
      if let failure, failure.isFatal { throw PostgresError(failure) }
    }
    return nil
  }

  /// Takes in what has arrived.
  func fill() throws(PostgresError) { _ = try channel.fill() }

  /// Waits for more of an answer.
  func receive(until deadline: Deadline) async throws(PostgresError) { try await channel.receive(until: deadline) }

  /// Sends what was written, and takes the answer to its end, step by step. Throws the server's error when the answer has ended.
  func exchange(
    _ plan: Exchange.Plan, until deadline: Deadline, _ take: (Exchange.Event, ServerMessage) throws(PostgresError) -> Void
  ) async throws(PostgresError) {
    expectAnswer(plan)
    try await channel.flush(until: deadline)
    var exchange = Exchange(plan)
    var failure: ServerReport?
    while true {
      while let (event, message) = try step(&exchange, &failure) {
        if event != .ready {
          try take(event, message)
        } else if let failure {
          throw PostgresError(failure)
        } else {
          return
        }
      }
      try await channel.receive(until: deadline)
    }
  }

  /// Takes a message that may come at any time.
  private func takeAside(_ message: ServerMessage) throws(MalformedMessage) {
    switch message.kind {
    case .notice:
      let report = try ServerReport(message.body)
      configuration.onNotice?(report)
    case .notification: try notifications.append(message.body)
    default:
      var reader = MessageReader(message.body)
      parameters[try reader.text()] = try reader.text()
    }
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
    try write { output throws(MessageTooLong) in
      plan.closes = try closeDropped(output)
      try output.parse(name, text, [])
      try output.describeStatement(name)
      output.sync()
    }
    var types: [PostgresType] = []
    var columns: [Statement.Column] = []
    try await exchange(plan, until: deadline) { event, message throws(PostgresError) in
      do throws(MalformedMessage) {
        if event == .parameterTypes { types = try Statement.parameterTypes(message.body) }
        if event == .columns { columns = try Statement.columns(message.body) }
      } catch {
        throw PostgresError(error)
      }
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
    traces.note(tag)
    if let statement { traces.note(statement) }
    if tag.description == "DISCARD ALL" || tag.description == "DEALLOCATE ALL" { statements.forgetAll() }
  }

  /// Notes what a text of statements may leave in the session.
  func noteTraces(of text: String) { traces.note(text) }

  /// Undoes what its user left behind in the session: an open transaction, settings, locks, temporary tables, channels, cursors.
  func reset() async throws(PostgresError) {
    let deadline = Deadline.after(configuration.cancelTimeout)
    if transactionStatus != .idle { try await run(script: "ROLLBACK", deadline: deadline) }
    try await run(script: SessionTraces.reset, deadline: deadline)
    notifications = NotificationQueue(limit: configuration.notificationLimit)
    traces.clear()
  }

  // MARK: between operations

  /// The next notification, if one has been received.
  func takeNotification() -> PostgresNotification? { notifications.next() }

  /// Takes what has arrived without having been asked for; throws where the session has ended.
  func absorb() throws(PostgresError) {
    do throws(PostgresError) {
      repeat {
        while let message = try channel.next() { try takeUnasked(message) }
      } while try channel.fill()
    } catch {
      end(error)
      throw error
    }
  }

  private func takeUnasked(_ message: ServerMessage) throws(PostgresError) {
    let report: ServerReport
    do throws(MalformedMessage) {
      switch message.kind {
      case .notice, .notification, .parameterStatus: return try takeAside(message)
      case .error: report = try ServerReport(message.body)
      default: throw MalformedMessage("a message \(message.kind) that nothing asked for")
      }
    } catch {
      throw PostgresError(error)
    }
    throw PostgresError(report)
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
        if isCopyingIn { try giveUpCopy() }
        if isQuick { try await drain(to: 0, until: min(deadline, .after(Self.quickRecovery)), orLater: deadline) }
        if outstanding > 0 { try await cancelOutstanding(deadline) }
      } catch {
        end(error)
      }
      isBusy = false
      recovery = nil
    }
  }

  private func cancelOutstanding(_ deadline: Deadline) async throws(PostgresError) {
    cancellations += 1
    while outstanding > 0 {
      try await cancellation.send(until: deadline)
      // A CancelRequest is for the statement that is under way: each of those that follow takes one of its own.
      try await drain(to: outstanding - 1, until: min(deadline, .after(Self.cancelInterval)), orLater: deadline)
    }
    // The server has signalled its process by now. Should the signal still be on its way, it finds this and nothing else.
    try write { output throws(MessageTooLong) in try output.query("") }
    expectAnswer(.simpleQuery)
    try await drain(to: 0, until: deadline, orLater: deadline)
  }

  /// Reads until so many answers are still to come, or until the moment; throws where that is the last one.
  private func drain(to count: Int, until moment: Deadline, orLater last: Deadline) async throws(PostgresError) {
    do throws(PostgresError) {
      while outstanding > count {
        try await channel.flush(until: moment)
        while outstanding > count, let message = try channel.next() { try drop(message) }
        if outstanding > count { try await channel.receive(until: moment) }
      }
    } catch {
      if error.kind != .timedOut || moment == last { throw error }
    }
  }

  /// Takes a message of an answer that nobody waits for.
  private func drop(_ message: ServerMessage) throws(PostgresError) {
    var fatal: ServerReport?
    do throws(MalformedMessage) {
      switch message.kind {
      case .readyForQuery:
        var reader = MessageReader(message.body)
        guard let status = TransactionStatus(rawValue: try reader.byte()) else { throw MalformedMessage("an unknown transaction status") }
        transactionStatus = status
        outstanding -= 1
      case .error: fatal = try ServerReport(message.body)
      case .copyIn: isCopyingIn = true
      case .commandComplete: traces.note(try CommandTag(message.body))
      case .notice, .notification, .parameterStatus: try takeAside(message)
      default: break
      }
    } catch {
      throw PostgresError(error)
    }
    if let fatal, fatal.isFatal { throw PostgresError(fatal) }
    if isCopyingIn { try giveUpCopy() }
  }

  /// Tells a server that waits for data that there are no more.
  private func giveUpCopy() throws(PostgresError) {
    isCopyingIn = false
    try write { output throws(MessageTooLong) in
      try output.copyFail("the client gave it up")
      // While it waited for data, the server passed over the Sync that came with the statement.
      if !isSimpleQuery { output.sync() }
    }
  }
}
