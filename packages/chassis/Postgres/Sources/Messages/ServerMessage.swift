/// A message of the server: its kind, and its content without the length. Valid until more is received.
struct ServerMessage {
  let kind: Kind
  let body: UnsafeRawBufferPointer

  /// Kinds of messages (PostgreSQL's documentation, section "Message Formats"), by their first byte.
  enum Kind: UInt8, Sendable, CaseIterable {
    case authentication = 0x52  // R
    case backendKey = 0x4B  // K
    case bindComplete = 0x32  // 2
    case closeComplete = 0x33  // 3
    case commandComplete = 0x43  // C
    case copyData = 0x64  // d
    case copyDone = 0x63  // c
    case copyIn = 0x47  // G
    case copyOut = 0x48  // H
    case dataRow = 0x44  // D
    case emptyQuery = 0x49  // I
    case error = 0x45  // E
    case negotiateVersion = 0x76  // v
    case noData = 0x6E  // n
    case notice = 0x4E  // N
    case notification = 0x41  // A
    case parameterDescription = 0x74  // t
    case parameterStatus = 0x53  // S
    case parseComplete = 0x31  // 1
    case readyForQuery = 0x5A  // Z
    case rowDescription = 0x54  // T

    /// Whether the length of such messages is bounded by the configured limit alone. All others are short.
    var mayBeLong: Bool {
      switch self {
      case .dataRow, .copyData, .error, .notice, .notification, .rowDescription, .parameterDescription: true
      case .authentication, .backendKey, .bindComplete, .closeComplete, .commandComplete, .copyDone, .copyIn, .copyOut, .emptyQuery,
        .negotiateVersion, .noData, .parameterStatus, .parseComplete, .readyForQuery:
        false
      }
    }
  }
}

/// The state of the session's transaction, as ReadyForQuery tells it.
public enum TransactionStatus: UInt8, Sendable {
  /// No transaction is open.
  case idle = 0x49  // I
  /// A transaction is open.
  case open = 0x54  // T
  /// A transaction is open in which a statement failed, and that can only be rolled back.
  case failed = 0x45  // E
}
