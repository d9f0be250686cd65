import HTTP
import Platform

/// The field `Retry-After` (RFC 9110, section 10.2.3): how long the receiver asks to be left alone.
enum RetryAfter {
  /// - Parameters:
  ///   - text: a number of seconds, or a date.
  ///   - now: seconds since 1970.
  /// - Returns: `nil` if it is neither.
  static func duration(_ text: String, now: Int = Clocks.realtime / 1_000_000_000) -> Duration? {
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return .seconds(min(Int(text) ?? .max, 1 << 40)) }
    return HTTPDate.seconds(text).map { .seconds(max($0 - now, 0)) }
  }
}
