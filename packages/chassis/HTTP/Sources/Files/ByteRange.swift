/// The field `Range` (RFC 9110, section 14.2).
enum ByteRange: Equatable {
  /// None, one of another unit, a malformed one, or more than make sense: all of it is answered.
  case whole
  case part(Range<Int>)
  /// Several, in the order asked for.
  case parts([Range<Int>])
  /// Beyond the end: 416.
  case unsatisfiable

  /// More at once are no reader's but an attacker's (section 17.15).
  private static let limit = 16

  init(_ field: String?, size: Int) {
    guard let field, field.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    var ranges: [Range<Int>] = []
    var count = 0
    for member in field.dropFirst("bytes=".count).split(separator: ",") {
      let text = member.trimmingBlanks
      if text.isEmpty { continue }
      count += 1
      guard count <= Self.limit, let range = Self.range(text, size) else {
        self = .whole
        return
      }
      if !range.isEmpty { ranges.append(range) }
    }
    if ranges.count <= 1 {
      self = ranges.first.map { .part($0) } ?? (count == 0 ? .whole : .unsatisfiable)
    } else {
      let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
      let isOverlapping = zip(sorted, sorted.dropFirst()).contains { $0.upperBound > $1.lowerBound }
      self = isOverlapping ? .whole : .parts(ranges)
    }
  }

  /// The range that one member of the list means; empty where it lies beyond the end, `nil` where it is malformed.
  private static func range(_ text: Substring, _ size: Int) -> Range<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(ByteClass.isDigit) }) else { return nil }
    // A number beyond what an Int holds is beyond the end.
    let first = parts[0].isEmpty ? nil : Int(parts[0]) ?? Int.max
    let last = parts[1].isEmpty ? nil : Int(parts[1]) ?? Int.max
    switch (first, last) {
    case (nil, let count?): return max(0, size - count)..<size
    case (let first?, nil): return min(first, size)..<size
    case (let first?, let last?): return last < first ? nil : first < size ? first..<min(last, size - 1) + 1 : size..<size
    case (nil, nil): return nil
    }
  }
}
