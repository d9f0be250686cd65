/// The field `Range` (RFC 9110, section 14.2).
enum ByteRange: Equatable {
  /// None, one of another unit, several, or a malformed one: all of it is answered.
  case whole
  case part(Range<Int>)
  /// Beyond the end: 416.
  case unsatisfiable

  init(_ field: String?, size: Int) {
    guard let field, field.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let parts = field.dropFirst("bytes=".count).trimmingBlanks.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy(ByteClass.isDigit) }), !(parts[0].isEmpty && parts[1].isEmpty) else {
      self = .whole
      return
    }
    // A number beyond what an Int holds is beyond the end.
    let first = parts[0].isEmpty ? nil : Int(parts[0]) ?? Int.max
    let last = parts[1].isEmpty ? nil : Int(parts[1]) ?? Int.max
    switch (first, last) {
    case (nil, let count?): self = count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
    case (let first?, nil): self = first < size ? .part(first..<size) : .unsatisfiable
    case (let first?, let last?):
      if last < first { self = .whole } else { self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable }
    case (nil, nil): self = .whole
    }
  }
}
