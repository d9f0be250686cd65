import IO

/// Buffers that a loop's connections share, and the account of all memory that these hold: a connection that waits for its next request
/// holds no buffer.
struct BufferPool: ~Copyable {
  static let size = 16 << 10
  /// Buffers that are kept for later, at most; others go back to the allocator.
  private static let kept = 64

  /// Bytes that the loop's connections hold.
  var account: MemoryAccount
  private var unused: [UnsafeMutableRawPointer] = []

  init(_ budget: MemoryBudget) { account = MemoryAccount(budget) }

  deinit { for buffer in unused { buffer.deallocate() } }

  mutating func take(_ capacity: Int) -> UnsafeMutableRawPointer {
    account.charge(capacity)
    return allocate(capacity)
  }

  mutating func give(_ buffer: UnsafeMutableRawPointer, _ capacity: Int) {
    account.credit(capacity)
    free(buffer, capacity)
  }

  /// Buffer of `newCapacity` bytes that begins with `bytes`, which are in `buffer`, in the place of that one. What is counted is the
  /// difference, for which there was room, and not both for a moment.
  mutating func exchange(
    _ buffer: UnsafeMutableRawPointer, _ capacity: Int, for newCapacity: Int, keeping bytes: UnsafeRawBufferPointer
  ) -> UnsafeMutableRawPointer {
    if newCapacity > capacity { account.charge(newCapacity &- capacity) } else { account.credit(capacity &- newCapacity) }
    let newBuffer = allocate(newCapacity)
    if let start = bytes.baseAddress { newBuffer.copyMemory(from: start, byteCount: bytes.count) }
    free(buffer, capacity)
    return newBuffer
  }

  private mutating func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    if capacity == Self.size, let buffer = unused.popLast() { return buffer }
    return .allocate(byteCount: capacity, alignment: 16)
  }

  private mutating func free(_ buffer: UnsafeMutableRawPointer, _ capacity: Int) {
    if capacity == Self.size, unused.count < Self.kept { unused.append(buffer) } else { buffer.deallocate() }
  }
}
