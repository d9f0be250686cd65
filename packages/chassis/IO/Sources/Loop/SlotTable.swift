/// The members of a loop, each at a place with a small number that is used again. The generation tells those apart who had the same
/// place one after the other, so that an event for one never reaches the next.
struct SlotTable {
  private struct Slot {
    var member: LoopMember?
    var generation: UInt32 = 0
  }

  private var slots: [Slot] = []
  private var free: [UInt32] = []
  private(set) var count = 0

  mutating func reserve() -> (slot: UInt32, generation: UInt32) {
    count += 1
    if let slot = free.popLast() { return (slot, slots[Int(slot)].generation) }
    slots.append(Slot())
    return (UInt32(slots.count - 1), 0)
  }

  mutating func fill(_ slot: UInt32, with member: LoopMember) { slots[Int(slot)].member = member }

  @inline(__always)
  subscript(slot: UInt32, generation: UInt32) -> LoopMember? {
    guard Int(slot) < slots.count, slots[Int(slot)].generation == generation else { return nil }
    return slots[Int(slot)].member
  }

  /// Whoever has the place now, if anybody.
  subscript(slot: UInt32) -> LoopMember? { Int(slot) < slots.count ? slots[Int(slot)].member : nil }

  /// Returns whether the member was there.
  mutating func remove(_ slot: UInt32, _ generation: UInt32) -> Bool {
    guard self[slot, generation] != nil else { return false }
    slots[Int(slot)].member = nil
    slots[Int(slot)].generation &+= 1
    free.append(slot)
    count -= 1
    return true
  }

  var members: [LoopMember] { slots.compactMap(\.member) }
}
