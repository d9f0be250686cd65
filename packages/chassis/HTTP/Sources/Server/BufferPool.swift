import IO

/// Buffers that a loop's connections share, and the account of all memory that these hold: a connection that waits for its next request
/// holds no buffer.
struct BufferPool: ~Copyable {
  static let size = 16 << 10
  /// Buffers that are kept for later, at most; others go back to the allocator.
  private static let kept = 64

  /// Bytes that the loop's connections hold.
  var account: MemoryAccount
  private var free: [UnsafeMutableRawPointer] = []

  init(_ budget: MemoryBudget) { account = MemoryAccount(budget) }

  deinit { for buffer in free { buffer.deallocate() } }

  mutating func take(_ capacity: Int) -> UnsafeMutableRawPointer {
    account.charge(capacity)
    if capacity == Self.size, let buffer = free.popLast() { return buffer }
    return .allocate(byteCount: capacity, alignment: 16)
  }

  mutating func give(_ buffer: UnsafeMutableRawPointer, _ capacity: Int) {
    account.credit(capacity)
    if capacity == Self.size, free.count < Self.kept { free.append(buffer) } else { buffer.deallocate() }
  }
}
