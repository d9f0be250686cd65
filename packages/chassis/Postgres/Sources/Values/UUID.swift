/// A universally unique identifier (RFC 9562): sixteen bytes, by which it is ordered as the database orders it.
public struct UUID: Hashable, Sendable, Comparable {
  /// The first eight bytes, the first of all the most significant.
  public let high: UInt64
  /// The other eight bytes.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The identifier that the text is, in its usual form with hyphens; `nil` for any other.
  public init?(_ text: String) {
    var number: UInt128 = 0
    var place = 0
    for byte in text.utf8 {
      if place == 8 || place == 13 || place == 18 || place == 23 {
        if byte != UInt8(ascii: "-") { return nil }
      } else {
        guard place < 36, byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
        number = number << 4 | UInt128(digit)
      }
      place += 1
    }
    if place != 36 { return nil }
    self.init(high: UInt64(truncatingIfNeeded: number >> 64), low: UInt64(truncatingIfNeeded: number))
  }

  public static func < (left: UUID, right: UUID) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension UUID: CustomStringConvertible {
  /// The usual form, in small letters.
  public var description: String {
    func digits(_ number: UInt64, _ count: Int) -> String {
      let text = String(number & (UInt64.max >> (64 - UInt64(count) * 4)), radix: 16)
      return String(repeating: "0", count: count - text.utf8.count) + text
    }
    return "\(digits(high >> 32, 8))-\(digits(high >> 16, 4))-\(digits(high, 4))-\(digits(low >> 48, 4))-\(digits(low, 12))"
  }
}

extension UUID: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> UUID {
    guard field.type == .uuid else { throw field.mismatch(UUID.self) }
    let number = try field.integer(UInt128.self)
    return UUID(high: UInt64(truncatingIfNeeded: number >> 64), low: UInt64(truncatingIfNeeded: number))
  }

  public var postgresValue: PostgresValue { .uuid(self) }
}
