/// A loop's part of a budget, which the loop alone touches. It takes from the budget in steps, so that a request on a kept connection
/// costs no operation that other loops would have to wait for.
package struct MemoryAccount: ~Copyable {
  private let budget: MemoryBudget
  private let step: Int
  private var granted = 0
  private var used = 0

  /// A new account, which has taken nothing of the budget yet.
  package init(_ budget: MemoryBudget) {
    self.budget = budget
    step = max(16 << 10, min(256 << 10, budget.limit / 128))
  }

  deinit { budget.give(granted) }

  /// Counts in `bytes` that are held from now on, whether the budget has them or not.
  @inline(__always)
  package mutating func charge(_ bytes: Int) {
    used &+= bytes
    if used > granted { grow() }
  }

  /// Counts out `bytes` that are held no longer.
  @inline(__always)
  package mutating func credit(_ bytes: Int) {
    used &-= bytes
    if granted &- used > 2 &* step { shrink() }
  }

  /// Whether `bytes` more may be held.
  package mutating func hasRoom(for bytes: Int) -> Bool {
    let missing = used + bytes - granted
    if missing <= 0 { return true }
    // Close to the limit the last bytes are taken one by one.
    for amount in [(missing + step - 1) / step * step, missing] where budget.take(amount) {
      granted += amount
      return true
    }
    return false
  }

  private mutating func grow() {
    let missing = used - granted
    let rounded = (missing + step - 1) / step * step
    if budget.take(rounded) {
      granted += rounded
    } else {
      budget.force(missing)
      granted += missing
    }
  }

  private mutating func shrink() {
    let surplus = granted - used - step
    budget.give(surplus)
    granted -= surplus
  }
}
