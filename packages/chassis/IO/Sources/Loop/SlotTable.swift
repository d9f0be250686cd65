/// What a member of a loop is known by: a small number, which is used again, and the generation, which tells those apart who had the
/// number one after the other.
struct SlotKey: Hashable, Sendable {
  let index: UInt32
  let generation: UInt32

  init(index: UInt32, generation: UInt32) {
    self.index = index
    self.generation = generation
  }

  @inline(__always)
  init(bits: UInt64) {
    index = UInt32(truncatingIfNeeded: bits)
    generation = UInt32(truncatingIfNeeded: bits >> 32)
  }

  /// The key as the poller keeps it with a descriptor.
  var bits: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}

/// The members of a loop, each under its key, so that an event for one never reaches the next.
struct SlotTable {
  private struct Slot {
    var member: LoopMember?
    var generation: UInt32 = 0
  }

  private var slots: [Slot] = []
  private var free: [UInt32] = []
  private(set) var count = 0

  var all: [LoopMember] { slots.compactMap(\.member) }

  @inline(__always)
  subscript(key: SlotKey) -> LoopMember? {
    let index = Int(key.index)
    guard index < slots.count, slots[index].generation == key.generation else { return nil }
    return slots[index].member
  }

  /// The member that has the number now, if any.
  subscript(index: UInt32) -> LoopMember? { Int(index) < slots.count ? slots[Int(index)].member : nil }

  /// Takes a free number; `fill` puts the member there.
  mutating func reserve() -> SlotKey {
    count += 1
    if let index = free.popLast() { return SlotKey(index: index, generation: slots[Int(index)].generation) }
    slots.append(Slot())
    return SlotKey(index: UInt32(slots.count - 1), generation: 0)
  }

  mutating func fill(_ key: SlotKey, with member: LoopMember) { slots[Int(key.index)].member = member }

  /// Gives the number back, and returns whether the member was there.
  mutating func remove(_ key: SlotKey) -> Bool {
    guard self[key] != nil else { return false }
    slots[Int(key.index)].member = nil
    slots[Int(key.index)].generation &+= 1
    free.append(key.index)
    count -= 1
    return true
  }
}
