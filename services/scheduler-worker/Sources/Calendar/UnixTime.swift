/// A moment, in whole seconds since the start of 1970 (UTC), leap seconds not counted, as POSIX has it.
struct UnixTime: Hashable, Comparable, Sendable {
  let seconds: Int

  static func < (left: UnixTime, right: UnixTime) -> Bool { left.seconds < right.seconds }

  static func + (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds + seconds) }
  static func - (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds - seconds) }
  /// How many seconds lie between the two.
  static func - (left: UnixTime, right: UnixTime) -> Int { left.seconds - right.seconds }

  /// What a clock shows that is `offset` seconds ahead of UTC.
  func civil(offset: Int) -> CivilTime { CivilTime(secondsSince1970: seconds + offset) }
}

extension UnixTime: CustomStringConvertible {
  /// In UTC, as RFC 3339 writes it: `2026-03-29T01:30:00Z`.
  var description: String { "\(civil(offset: 0))Z" }

  /// What a clock shows that is `offset` seconds ahead of UTC, with that offset: `2026-03-29T03:30:00+02:00`.
  func description(offset: Int) -> String {
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : ":\((size % 60).padded(to: 2))"
    return "\(civil(offset: offset))\(offset < 0 ? "-" : "+")\((size / 3600).padded(to: 2)):\((size / 60 % 60).padded(to: 2))\(seconds)"
  }
}
