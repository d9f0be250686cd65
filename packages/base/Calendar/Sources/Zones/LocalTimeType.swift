/// An offset from UTC that holds in a place for a while, and its name (RFC 9636, section 3.2).
public struct LocalTimeType: Hashable, Sendable {
  /// Seconds ahead of UTC; negative to the west.
  public let offset: Int
  /// Whether it is daylight-saving time.
  public let isDaylightSaving: Bool
  /// "CEST", "+0530".
  public let abbreviation: String

  /// Offsets that RFC 9636, section 3.2, allows: more than 25 hours behind or 26 ahead is nowhere.
  static let offsets = -89_999...93_599
}
