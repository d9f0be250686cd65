/// A reader of a `WildcardPattern`'s tokens, one after another.
struct PatternParser {
  var rest: ArraySlice<UInt8>
  /// The byte before `rest`.
  private var previous: UInt8?
  /// Whether no wildcard and no backslash has come yet. Git compares that part byte by byte and takes what follows for a pattern of its
  /// own, so that `**` behind it stands at a start.
  private var isLiteral = true

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  mutating func next(crossesFolders: Bool) -> WildcardPattern.Token? {
    let before = previous
    guard let byte = take() else { return nil }
    let isAtStart = before == slash || isLiteral
    switch byte {
    case UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "*"): isLiteral = false
    default: break
    }
    switch byte {
    case UInt8(ascii: "?"): return .any
    case UInt8(ascii: "["): return characterClass()
    case UInt8(ascii: "\\"): return take().map { .byte($0) } ?? .nothing
    case UInt8(ascii: "*"): return stars(isAtSegmentStart: isAtStart, crossesFolders: crossesFolders)
    default: return .byte(byte)
    }
  }

  private mutating func take() -> UInt8? {
    previous = rest.popFirst()
    return previous
  }

  private mutating func stars(isAtSegmentStart: Bool, crossesFolders: Bool) -> WildcardPattern.Token {
    var count = 1
    while rest.first == UInt8(ascii: "*") {
      count += 1
      _ = take()
    }
    if count == 1 || !isAtSegmentStart || !crossesFolders { return .anyInSegment }
    if rest.isEmpty { return .anyPath }
    if rest.first != slash { return .anyInSegment }
    _ = take()
    return .anyFolders
  }

  /// Reads a character class, behind its `[` and up to its `]`. A class that does not end matches nothing.
  private mutating func characterClass() -> WildcardPattern.Token {
    var set = ByteSet()
    var isNegated = false
    if let first = rest.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
      isNegated = true
      _ = take()
    }
    var isFirst = true
    /// The byte that a following `-` makes the lower end of a range.
    var lower: UInt8?
    while true {
      guard let byte = take() else { return .nothing }
      if byte == UInt8(ascii: "]") && !isFirst { break }
      isFirst = false
      if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":"), let name = className() {
        guard insertClass(name, into: &set) else { return .nothing }
        lower = nil
      } else if byte == UInt8(ascii: "-"), let start = lower, let end = rest.first, end != UInt8(ascii: "]") {
        guard let end = takeMember() else { return .nothing }
        if start <= end { for byte in start...end { set.insert(byte) } }
        lower = nil
      } else {
        guard let member = byte == UInt8(ascii: "\\") ? take() : byte else { return .nothing }
        set.insert(member)
        lower = member
      }
    }
    if isNegated { set.invert() }
    set.remove(slash)
    return .oneOf(set)
  }

  private mutating func takeMember() -> UInt8? {
    guard let byte = take() else { return nil }
    return byte == UInt8(ascii: "\\") ? take() : byte
  }

  /// The name in `[:name:]` after its `[`, if that is what stands there: up to the next `]`, which a colon precedes.
  private mutating func className() -> ArraySlice<UInt8>? {
    guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")), end - rest.startIndex >= 2, rest[end - 1] == UInt8(ascii: ":")
    else { return nil }
    let name = rest[(rest.startIndex + 1)..<(end - 1)]
    rest = rest[(end + 1)...]
    return name
  }

  private func insertClass(_ name: ArraySlice<UInt8>, into set: inout ByteSet) -> Bool {
    let ranges: [ClosedRange<UInt8>]
    switch String(decoding: name, as: UTF8.self) {
    case "alpha": ranges = [65...90, 97...122]
    case "digit": ranges = [48...57]
    case "alnum": ranges = [48...57, 65...90, 97...122]
    case "upper": ranges = [65...90]
    case "lower": ranges = [97...122]
    case "xdigit": ranges = [48...57, 65...70, 97...102]
    case "space": ranges = [9...13, 32...32]
    case "blank": ranges = [9...9, 32...32]
    case "punct": ranges = [33...47, 58...64, 91...96, 123...126]
    case "graph": ranges = [33...126]
    case "print": ranges = [32...126]
    case "cntrl": ranges = [0...31, 127...127]
    default: return false
    }
    for range in ranges { for byte in range { set.insert(byte) } }
    return true
  }
}
