/// The messages that answer one Sync, or one simple query, and the order in which they may come (PostgreSQL's documentation, section
/// "Message Flow").
///
/// It knows what was sent and says what each message means; it reads and writes nothing.
struct Exchange {
  /// The messages that were sent.
  struct Plan: Equatable {
    /// Statements to be closed.
    var closes = 0
    var parses = false
    var describesStatement = false
    /// Whether each portal's columns are asked for.
    var describesPortal = false
    /// Portals that are bound and executed, one after the other, each of a statement that is parsed first where `parses` says so.
    var executions = 0
    /// A text of statements, in place of all of those.
    var isSimpleQuery = false

    /// A text of statements.
    static let simpleQuery = Plan(isSimpleQuery: true)
  }

  /// The meaning of a message.
  enum Event: Equatable {
    /// A step was done about which there is nothing to know.
    case stepDone
    case parameterTypes
    case columns
    case noColumns
    case row
    /// A statement has ended, and the message has its tag.
    case completed
    case emptyQuery
    case copyInBegan
    case copyOutBegan
    case copyData
    case copyOutEnded
    case failed
    /// All is done, and the server is ready for more.
    case ready
    case notice
    case notification
    case parameterStatus
  }

  /// What is expected next, in the order of an extended query.
  private enum Stage: Int, Comparable {
    case close, parse, parameters, columns, bind, portal, execute, statement, rows, copyIn, copyOut, sync, ended

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  private var plan: Plan
  private var stage: Stage
  private var hasFailed = false

  init(_ plan: Plan) {
    self.plan = plan
    stage = .close
    stage = step(from: .close)
  }

  /// More was sent of the same kind, before the Sync.
  mutating func expect(_ more: Plan) {
    plan.closes += more.closes
    plan.executions += more.executions
    (plan.parses, plan.describesPortal) = (more.parses, more.describesPortal)
    if stage == .sync, !hasFailed { stage = step(from: .close) }
  }

  /// Whether the last message has come.
  var hasEnded: Bool { stage == .ended }

  /// Whether the server waits for data of this side.
  var isCopyingIn: Bool { stage == .copyIn }

  /// Takes a message. Throws where it may not come now.
  mutating func take(_ kind: ServerMessage.Kind) throws(MalformedMessage) -> Event {
    switch kind {
    case .notice: return .notice
    case .notification: return .notification
    case .parameterStatus: return .parameterStatus
    case .error:
      if stage == .ended { throw unexpected(kind) }
      // Statements after the one that failed are not looked at.
      (hasFailed, stage) = (true, .sync)
      return .failed
    case .readyForQuery:
      if stage != .sync, !(plan.isSimpleQuery && stage == .statement) { throw unexpected(kind) }
      stage = .ended
      return .ready
    default: break
    }
    if hasFailed { throw unexpected(kind) }
    switch (stage, kind) {
    case (.close, .closeComplete):
      plan.closes -= 1
      stage = step(from: .close)
      return .stepDone
    case (.parse, .parseComplete):
      stage = step(from: .parameters)
      return .stepDone
    case (.parameters, .parameterDescription):
      stage = .columns
      return .parameterTypes
    case (.columns, .rowDescription), (.columns, .noData):
      stage = step(from: .bind)
      return kind == .noData ? .noColumns : .columns
    case (.bind, .bindComplete):
      stage = step(from: .portal)
      return .stepDone
    case (.portal, .rowDescription), (.portal, .noData):
      stage = step(from: .execute)
      return kind == .noData ? .noColumns : .columns
    case (.statement, .rowDescription):
      stage = .rows
      return .columns
    case (.execute, .dataRow), (.rows, .dataRow):
      stage = .rows
      return .row
    case (.execute, .commandComplete), (.rows, .commandComplete), (.statement, .commandComplete):
      endStatement()
      return .completed
    case (.execute, .emptyQuery), (.statement, .emptyQuery):
      endStatement()
      return .emptyQuery
    case (.execute, .copyIn), (.statement, .copyIn):
      stage = .copyIn
      return .copyInBegan
    case (.copyIn, .commandComplete):
      endStatement()
      return .completed
    case (.execute, .copyOut), (.statement, .copyOut):
      stage = .copyOut
      return .copyOutBegan
    case (.copyOut, .copyData): return .copyData
    case (.copyOut, .copyDone):
      // The tag follows.
      stage = .rows
      return .copyOutEnded
    default: throw unexpected(kind)
    }
  }

  private mutating func endStatement() {
    if plan.isSimpleQuery {
      stage = .statement
    } else {
      plan.executions -= 1
      stage = plan.executions > 0 ? step(from: .parse) : .sync
    }
  }

  /// The first step of the plan that is not done when those before `stage` are.
  private func step(from stage: Stage) -> Stage {
    if plan.isSimpleQuery { return .statement }
    if stage <= .close, plan.closes > 0 { return .close }
    if stage <= .parse, plan.parses { return .parse }
    if stage <= .parameters, plan.describesStatement { return .parameters }
    if plan.executions <= 0 { return .sync }
    if stage <= .bind { return .bind }
    if stage <= .portal, plan.describesPortal { return .portal }
    return .execute
  }

  private func unexpected(_ kind: ServerMessage.Kind) -> MalformedMessage { MalformedMessage("a message \(kind) that nothing asked for") }
}
