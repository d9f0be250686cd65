/// The way in which a transaction sees the others (PostgreSQL's documentation, section "Transaction Isolation").
public struct TransactionOptions: Sendable, Hashable {
  public enum Isolation: String, Sendable, CaseIterable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
  }

  /// The isolation level; where it is `nil`, that of the session.
  public var isolation: Isolation?
  public var isReadOnly: Bool
  /// Times that it is tried, where others are in the way (40001, 40P01). All of its body runs anew.
  public var attempts: Int

  public init(isolation: Isolation? = nil, isReadOnly: Bool = false, attempts: Int = 1) {
    precondition(attempts >= 1, "a transaction is tried once at least")
    self.isolation = isolation
    self.isReadOnly = isReadOnly
    self.attempts = attempts
  }

  var beginning: String { "BEGIN\(isolation.map { " ISOLATION LEVEL \($0.rawValue)" } ?? "")\(isReadOnly ? " READ ONLY" : "")" }
}
