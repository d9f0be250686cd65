/// A set of the numbers 0 to 63.
struct FieldSet: Hashable, Sendable {
  private var bits: UInt64

  private init(bits: UInt64) { self.bits = bits }

  init() { bits = 0 }

  init(_ range: ClosedRange<Int>) {
    bits = 0
    for value in range { insert(value) }
  }

  mutating func insert(_ value: Int) { bits |= 1 << UInt64(value) }
  mutating func formUnion(_ other: FieldSet) { bits |= other.bits }

  func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }
  func union(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits | other.bits) }
  func intersection(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & other.bits) }

  /// Returns the lowest number of the set that is not below `value`; `nil` if there is none.
  func first(from value: Int) -> Int? {
    guard value < 64 else { return nil }
    let rest = bits & (~0 << UInt64(value))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }
}
