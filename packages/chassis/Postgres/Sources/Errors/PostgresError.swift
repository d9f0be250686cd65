import IO

/// A reason why a database did not do what it was asked to.
public struct PostgresError: Error, Sendable {
  /// The kinds of errors, by what a caller can do about them.
  public enum Kind: Sendable, Equatable {
    /// The server refused the statement, and `report` says why. The connection can be used further.
    case statement
    /// No connection came about.
    case connectionFailed
    /// The connection broke: whether the statement took effect is not known.
    case connectionLost
    /// The server ended the session, because it stops, starts or was told to. A statement that was under way was rolled back.
    case serverShutDown
    /// The deadline passed; the statement was cancelled.
    case timedOut
    /// The task was cancelled, and the statement with it.
    case cancelled
    /// COMMIT was answered with a rollback: nothing of the transaction took effect.
    case rolledBack
    /// The connection broke while it committed: whether the transaction took effect is not known.
    case commitUnknown
    /// The connection or the pool was closed on this side.
    case closed
    /// The connection is used by another task at the same time, or each one of a pool is held by a task that waits for another.
    case busy
    /// A value, or the number of columns, does not fit the type that it is to become.
    case value
    /// The settings, or what is asked for, cannot be.
    case invalid
    /// What the server sent is not the protocol.
    case protocolViolation
    /// A migration may not be applied.
    case migration
  }

  private final class Storage: Sendable {
    let kind: Kind
    let message: String
    let report: ServerReport?
    let query: String?
    let cause: IOError?

    init(_ kind: Kind, _ message: String, _ report: ServerReport?, _ query: String?, _ cause: IOError?) {
      (self.kind, self.message, self.report, self.query, self.cause) = (kind, message, report, query, cause)
    }
  }

  private let storage: Storage

  init(_ kind: Kind, _ message: String, report: ServerReport? = nil, query: String? = nil, cause: IOError? = nil) {
    storage = Storage(kind, message, report, query, cause)
  }

  public var kind: Kind { storage.kind }
  /// A sentence without its full stop.
  public var message: String { storage.message }
  /// The server's own words, where the error is the server's.
  public var report: ServerReport? { storage.report }
  /// The text of the statement, without its values.
  public var query: String? { storage.query }
  /// The fault of the network, where it was one.
  public var cause: IOError? { storage.cause }
  /// The code of the server's error.
  public var sqlState: String? { report?.sqlState }

  /// The same error with the text of the statement.
  func with(query: String?) -> PostgresError {
    self.query == nil ? PostgresError(kind, message, report: report, query: query, cause: cause) : self
  }

  /// The same error as another kind.
  func with(kind: Kind) -> PostgresError { PostgresError(kind, message, report: report, query: query, cause: cause) }
}

extension PostgresError: CustomStringConvertible {
  public var description: String {
    var text = message
    if let report {
      text += " (\(report.sqlState))"
      if let detail = report.detail { text += "; detail: \(detail)" }
      if let hint = report.hint { text += "; hint: \(hint)" }
      if let constraint = report.constraint { text += "; constraint: \(constraint)" }
      if let position = report.position { text += "; at character \(position)" }
    }
    if let query { text += "; in: \(query)" }
    return text
  }
}

extension PostgresError {
  /// The server's error about a statement, or about the session.
  init(_ report: ServerReport, query: String? = nil) {
    let kind: Kind =
      switch report.sqlState {
      case "57P01", "57P02", "57P03", "57P05": .serverShutDown
      default: report.isFatal ? .connectionLost : .statement
      }
    self.init(kind, report.message, report: report, query: query)
  }

  init(_ error: MalformedMessage) { self.init(.protocolViolation, "the server broke the protocol: \(error.fault)") }

  init(_ error: MessageTooLong) {
    self.init(.invalid, "a statement with its values takes \(error.bytes) bytes, and a message can have \(Int32.max)")
  }

  /// The error of a connection that stands.
  init(_ error: IOError) {
    switch error {
    case .timedOut: self.init(.timedOut, "the deadline passed", cause: error)
    case .cancelled: self.init(.cancelled, "cancelled", cause: error)
    case .closed, .noLoop: self.init(.closed, error.description, cause: error)
    case .system, .endedEarly, .insecure, .tooLong, .unresolved:
      self.init(.connectionLost, "the connection to the server broke: \(error)", cause: error)
    }
  }

  /// Whether the same transaction may succeed when it is tried again: another one was in the way (40001, 40P01).
  public var isConflict: Bool { sqlState == "40001" || sqlState == "40P01" }

  /// Whether the server no longer has the prepared statement, or no longer as it was.
  var isStaleStatement: Bool {
    guard let report, kind == .statement else { return false }
    return report.sqlState == "26000" || (report.sqlState == "0A000" && report.routine == "RevalidateCachedQuery")
  }
}
