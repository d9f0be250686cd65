import IO

/// What goes to and fro between a session and its server: messages that were written, answers that are still to come, and what the server
/// tells of the session meanwhile.
///
/// It belongs to one loop, and to one task at a time.
final class Exchanges {
  private let channel: Channel
  private let onNotice: (@Sendable (ServerReport) -> Void)?
  /// The state of the session's transaction, as the server told last.
  private(set) var transactionStatus: TransactionStatus
  /// Parameters of the session that the server reports.
  private(set) var parameters: [String: String]
  /// Notifications that were received and not taken.
  var notifications: NotificationQueue
  /// What may have been left behind in the session.
  var traces = SessionTraces()
  /// Answers that are still to come, one for each Sync or simple query.
  private(set) var outstanding = 0
  /// Whether the last of them is that to a simple query.
  private var isSimpleQuery = false
  /// Whether the Sync that the last of them answers is still to be written.
  private var owesSync = false
  /// Whether the server waits for data that are copied in.
  private var isCopyingIn = false

  init(_ session: Session, _ configuration: PostgresConfiguration) {
    channel = session.channel
    transactionStatus = session.status
    parameters = session.parameters
    notifications = NotificationQueue(limit: configuration.notificationLimit)
    onNotice = configuration.onNotice
  }

  /// Whether nothing is under way: no answer is still to come, and nothing to be sent.
  var isIdle: Bool { outstanding == 0 && channel.output.count == 0 }

  /// Bytes that its buffers occupy.
  var memory: Int { channel.memory }

  /// Tells the server that the session ends, as far as it takes that at once, unless something is under way.
  func terminate() {
    if !isIdle { return }
    channel.output.terminate()
    channel.sendAtOnce()
  }

  /// Closes the connection. Any thread may call it.
  func close() { channel.close() }

  // MARK: messages and their answers

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
  /// - Parameter isSynced: whether the Sync was written already; else `wroteSync` tells that it was.
  func expectAnswer(_ plan: Exchange.Plan, isSynced: Bool = true) {
    outstanding += 1
    isSimpleQuery = plan.isSimpleQuery
    owesSync = !isSynced
  }

  /// The Sync was written that an answer was expected to.
  func wroteSync() { owesSync = false }

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
      onNotice?(report)
    case .notification: try notifications.append(message.body)
    default:
      var reader = MessageReader(message.body)
      parameters[try reader.text()] = try reader.text()
    }
  }

  // MARK: what nobody asked for

  /// Takes what has arrived without having been asked for; throws where the session has ended.
  func absorb() throws(PostgresError) {
    repeat {
      while let message = try channel.next() { try takeUnasked(message) }
    } while try channel.fill()
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

  // MARK: answers that nobody waits for

  /// Ends what the server waits for: data to be copied, or the Sync of statements that were written.
  func finishWriting() throws(PostgresError) {
    if isCopyingIn { try giveUpCopy() }
    if owesSync { try write { output throws(MessageTooLong) in output.sync() } }
    owesSync = false
  }

  /// Reads until so many answers are still to come, or until the moment; throws where that is the last one.
  func drain(to count: Int, until moment: Deadline, orLater last: Deadline) async throws(PostgresError) {
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
