/// Numbers that look random and are the same on every machine, for what is generated.
struct Dice {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number from 0 up to, not including, `limit`.
  mutating func roll(_ limit: Int) -> Int {
    // Knuth's 64-bit multiplier; its low bits repeat soon, so the high ones are used.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

  /// True once in `count` times.
  mutating func once(in count: Int) -> Bool { roll(count) == 0 }
}
