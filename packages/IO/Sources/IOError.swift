/// Why bytes did not come or go.
public enum IOError: Error, Equatable, Sendable {
  /// The system refused: what was tried, on what, and the error number.
  case system(action: String, subject: String, code: Int32)
  /// The deadline passed.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// This side has closed the transport.
  case closed
  /// A name that has no address, and why.
  case unresolved(host: String, reason: String)
}
