/// A random number generator whose run can be repeated from its seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts from a seed.
  public init(seed: UInt64) { state = seed }

  /// Starts from `BULKHEAD_TEST_SEED` where that is set, else from a random seed, and prints the seed.
  public init(for test: String) {
    let seed = Environment["BULKHEAD_TEST_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
    print("\(test): BULKHEAD_TEST_SEED=\(seed)")
    self.init(seed: seed)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns random bytes, at most `maximum` of them.
  public mutating func bytes(upTo maximum: Int) -> [UInt8] {
    (0..<Int.random(in: 0...maximum, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Returns `bytes` with a few of them changed, dropped, duplicated or replaced by another part, as input for the tests of parsers.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) where !result.isEmpty {
      let place = Int.random(in: 0..<result.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &self)
      case 1: result.remove(at: place)
      case 2: result.insert(bytes[Int.random(in: 0..<bytes.count, using: &self)], at: place)
      case 3: result.removeSubrange(place...)
      default:
        let end = min(result.count, place + Int.random(in: 1...16, using: &self))
        result.insert(contentsOf: result[place..<end], at: Int.random(in: 0...result.count, using: &self))
      }
    }
    return result
  }
}
