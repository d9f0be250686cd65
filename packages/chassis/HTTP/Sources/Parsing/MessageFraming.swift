/// How long a message's body is (RFC 9112, section 6).
public enum MessageFraming: Equatable, Sendable {
  case none
  /// So many bytes, at least one.
  case length(Int)
  case chunked
  /// Up to the end of the connection: responses only.
  case untilClose
}
