/// An offset from UTC and its name, as a place uses them for a period (RFC 9636, section 3.2, local time type).
public struct LocalTimeType: Hashable, Sendable {
  /// The seconds ahead of UTC; negative to the west.
  public let offset: Int
  /// Whether it is daylight-saving time.
  public let isDaylightSaving: Bool
  /// The abbreviation: `CEST`, `+0530`.
  public let abbreviation: String

  /// The offsets that RFC 9636, section 3.2, allows, in seconds: from less than 25 hours behind to less than 26 hours ahead.
  static let offsets = -89_999...93_599
}
