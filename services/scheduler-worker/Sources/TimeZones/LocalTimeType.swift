/// What holds in a place for a while: how far its clocks are from UTC, and what that is called.
struct LocalTimeType: Hashable, Sendable {
  /// Seconds ahead of UTC; negative to the west.
  let offset: Int
  let isDaylightSaving: Bool
  /// "CEST", "+0530".
  let abbreviation: String

  /// What RFC 9636, section 3.2, allows an offset to be: more than 25 hours behind or 26 ahead is nowhere.
  static let offsets = -89_999...93_599
}
