import Calendar
import Platform

extension ClientResponse {
  /// Time for which the other side asks to be left alone (`Retry-After`: seconds, or a date; RFC 9110, section 10.2.3); `nil` where it does
  /// not, or what it says cannot be understood.
  public var retryAfter: Duration? { headers["retry-after"].flatMap { Self.retryAfter($0, now: Clocks.realtime / 1_000_000_000) } }

  /// - Parameter now: seconds since 1970.
  static func retryAfter(_ text: String, now: Int) -> Duration? {
    if !text.isEmpty, text.utf8.allSatisfy(ByteClass.isDigit) { return .seconds(min(Int(text) ?? .max, Self.longest)) }
    return UnixTime(httpDate: text).map { .seconds(max(0, min($0.seconds - now, Self.longest))) }
  }

  private static let longest = 1_000_000
}
