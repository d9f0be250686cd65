/// A shell pattern over bytes as git's ignore files use it: `*`, `?`, `[a-z]`, `[[:alpha:]]`, `\x`, and `**` for whole folders.
///
/// Matching keeps the set of places in the pattern that the text so far can have led to: its time is bounded by the
/// product of the two lengths, whatever the pattern.
struct WildcardPattern: Sendable, Equatable {
  enum Token: Sendable, Equatable {
    case byte(UInt8)
    /// `?`: any byte but a slash.
    case any
    /// `*`: any bytes but slashes.
    case anyInSegment
    /// `**` at the end: anything.
    case anyPath
    /// `**/`: any number of whole folders, also none.
    case anyFolders
    case oneOf(ByteSet)
    /// A token that never matches, such as a class that does not end.
    case nothing

    var byte: UInt8? {
      guard case .byte(let byte) = self else { return nil }
      return byte
    }
  }

  /// The bytes that a text must begin and end with, which rule most texts out at once.
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  private let tokens: [Token]

  /// - Parameter crossesFolders: whether `**` stands for whole folders; otherwise it is no more than `*`.
  init(_ pattern: ArraySlice<UInt8>, crossesFolders: Bool) {
    var tokens: [Token] = []
    var parser = PatternParser(rest: pattern)
    while let token = parser.next(crossesFolders: crossesFolders) { tokens.append(token) }
    self.tokens = tokens
    prefix = tokens.prefix { $0.byte != nil }.compactMap(\.byte)
    suffix = tokens.reversed().prefix { $0.byte != nil }.compactMap(\.byte).reversed()
  }

  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.starts(with: prefix), text.reversed().starts(with: suffix.reversed()) else { return false }
    return prefix.count == tokens.count ? text.count == prefix.count : matchesTokens(text)
  }

  private func matchesTokens(_ text: ArraySlice<UInt8>) -> Bool {
    var places = [Bool](repeating: false, count: tokens.count + 1)
    enter(0, &places)
    for byte in text {
      var following = [Bool](repeating: false, count: tokens.count + 1)
      for (place, token) in tokens.enumerated() where places[place] {
        switch token {
        case .byte(let wanted): if byte == wanted { enter(place + 1, &following) }
        case .any: if byte != slash { enter(place + 1, &following) }
        case .oneOf(let set): if set.contains(byte) { enter(place + 1, &following) }
        case .anyInSegment: if byte != slash { enter(place, &following) }
        case .anyPath: enter(place, &following)
        case .anyFolders:
          following[place] = true
          if byte == slash { enter(place + 1, &following) }
        case .nothing: break
        }
      }
      places = following
    }
    return places[tokens.count]
  }

  /// Marks a place as reached, and those behind it that need no byte to reach.
  private func enter(_ place: Int, _ places: inout [Bool]) {
    var place = place
    places[place] = true
    while place < tokens.count, tokens[place] == .anyInSegment || tokens[place] == .anyPath || tokens[place] == .anyFolders {
      place += 1
      places[place] = true
    }
  }
}

/// A set of byte values.
struct ByteSet: Sendable, Equatable {
  private var bits: SIMD4<UInt64> = .zero

  func contains(_ byte: UInt8) -> Bool { bits[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }
  mutating func insert(_ byte: UInt8) { bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
  mutating func remove(_ byte: UInt8) { bits[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63)) }
  mutating func invert() { bits = ~bits }
}

let slash = UInt8(ascii: "/")
