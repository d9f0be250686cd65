/// Bytes that come in at the end and go out at the start, in one piece of memory, which is a buffer of the pool unless more is needed.
struct ByteQueue: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  private var start = 0
  private var end = 0

  var count: Int { end &- start }
  var isEmpty: Bool { start == end }

  /// What is in it, until it is changed.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.map { $0 + start }, count: end &- start) }

  /// Room for at least `count` bytes, to be followed by `commit`.
  mutating func reserve(_ count: Int, _ pool: inout BufferPool) -> UnsafeMutableRawBufferPointer {
    if capacity &- end < count { makeRoom(count, &pool) }
    return UnsafeMutableRawBufferPointer(start: memory! + end, count: capacity &- end)
  }

  /// Takes in the first `count` bytes of the room.
  mutating func commit(_ count: Int) { end &+= count }

  mutating func append(_ bytes: UnsafeRawBufferPointer, _ pool: inout BufferPool) {
    if bytes.isEmpty { return }
    reserve(bytes.count, &pool).copyMemory(from: bytes)
    end &+= bytes.count
  }

  mutating func append(_ text: StaticString, _ pool: inout BufferPool) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), &pool)
  }

  /// Drops the first bytes.
  mutating func drop(_ count: Int) {
    start &+= count
    if start == end { (start, end) = (0, 0) }
  }

  /// Keeps the first `count` bytes.
  mutating func truncate(to count: Int) { end = start &+ count }

  /// Gives the memory back, and forgets what is in it.
  mutating func release(_ pool: inout BufferPool) {
    (start, end) = (0, 0)
    guard let memory else { return }
    free(memory, &pool)
    self.memory = nil
    capacity = 0
  }

  private mutating func makeRoom(_ count: Int, _ pool: inout BufferPool) {
    let used = end &- start
    if used &+ count <= capacity {
      memory!.copyMemory(from: memory! + start, byteCount: used)
    } else {
      let newCapacity = max(BufferPool.size, (used &+ count) &* 3 / 2)
      let newMemory = newCapacity == BufferPool.size ? pool.take() : .allocate(byteCount: newCapacity, alignment: 16)
      if let memory {
        newMemory.copyMemory(from: memory + start, byteCount: used)
        free(memory, &pool)
      }
      memory = newMemory
      capacity = newCapacity
    }
    (start, end) = (0, used)
  }

  private func free(_ memory: UnsafeMutableRawPointer, _ pool: inout BufferPool) {
    if capacity == BufferPool.size { pool.give(memory) } else { memory.deallocate() }
  }
}
