/// A semantic version in a manifest, as far as it can go wrong there: SwiftPM refuses malformed ones, and ranges that end before they
/// begin.
struct ManifestVersion: Comparable {
  private var numbers: [Int]

  /// `1.2.3`, with a prerelease and build metadata of letters, digits, `-` and `.` behind it.
  init?(_ text: String) {
    let core = text.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
    numbers = []
    for part in core.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...9).contains(part.count), part.allSatisfy(Self.isDigit), let number = Int(String(Substring(part))) else { return nil }
      numbers.append(number)
    }
    let rest = text.utf8.dropFirst(core.count)
    let metadata = rest.drop { $0 != UInt8(ascii: "+") }.dropFirst()
    let prerelease = rest.prefix { $0 != UInt8(ascii: "+") }.dropFirst()
    guard numbers.count == 3, prerelease.allSatisfy(Self.isIdentifier), metadata.allSatisfy(Self.isIdentifier) else { return nil }
  }

  /// `"1.2.3"` or `Version(1, 2, 3)`.
  init?(_ literal: ManifestLiteral) {
    switch literal.content {
    case .string(let text): self.init(text)
    case .member(let member):
      let numbers = member.arguments.prefix(3).compactMap { if case .integer(let number) = $0.value.content { number } else { nil } }
      if numbers.count != 3 { return nil }
      self.init(numbers: numbers)
    default: return nil
    }
  }

  private init(numbers: [Int]) { self.numbers = numbers }

  static func < (left: ManifestVersion, right: ManifestVersion) -> Bool { left.numbers.lexicographicallyPrecedes(right.numbers) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: isDigit(byte)
    }
  }
}
