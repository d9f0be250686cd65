/// Buffers that a loop's connections share: one that waits for its next request holds none.
struct BufferPool: ~Copyable {
  static let size = 16 << 10
  /// Kept for later, at most; the rest goes back to the system.
  private static let kept = 64

  private var free: [UnsafeMutableRawPointer] = []

  deinit { for buffer in free { buffer.deallocate() } }

  mutating func take() -> UnsafeMutableRawPointer {
    free.popLast() ?? .allocate(byteCount: Self.size, alignment: 16)
  }

  mutating func give(_ buffer: UnsafeMutableRawPointer) {
    if free.count < Self.kept { free.append(buffer) } else { buffer.deallocate() }
  }
}
