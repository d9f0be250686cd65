/// Bytes that come in at the end and go out at the start, in one piece of memory, which is a buffer of the pool unless more is needed.
struct ByteQueue: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  private(set) var capacity = 0
  private var start = 0
  private var end = 0

  var count: Int { end &- start }
  var isEmpty: Bool { start == end }

  /// The bytes in it, until it is changed.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.map { $0 + start }, count: end &- start) }

  /// Bytes of memory that `reserve` would need beyond those that are held.
  func growth(for count: Int) -> Int {
    capacity &- end >= count || self.count &+ count <= capacity ? 0 : newCapacity(count) &- capacity
  }

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
    pool.give(memory, capacity)
    self.memory = nil
    capacity = 0
  }

  /// Holds no more memory than there are bytes: for one who waits long.
  mutating func shrink(_ pool: inout BufferPool) {
    if isEmpty { return release(&pool) }
    // A few bytes more are not worth a copy.
    if capacity &- count > 512 { move(to: count, &pool) }
  }

  private func newCapacity(_ count: Int) -> Int { max(BufferPool.size, (self.count &+ count) &* 3 / 2) }

  private mutating func makeRoom(_ count: Int, _ pool: inout BufferPool) {
    let used = end &- start
    if used &+ count > capacity { return move(to: newCapacity(count), &pool) }
    memory!.copyMemory(from: memory! + start, byteCount: used)
    (start, end) = (0, used)
  }

  private mutating func move(to newCapacity: Int, _ pool: inout BufferPool) {
    let used = end &- start
    if let memory {
      self.memory = pool.exchange(memory, capacity, for: newCapacity, keeping: bytes)
    } else {
      memory = pool.take(newCapacity)
    }
    capacity = newCapacity
    (start, end) = (0, used)
  }
}
