import Synchronization

/// A ring of bytes of a fixed size, without locks, that carries lines from any thread to the one that writes them.
///
/// In the ring, a line is a word with its length, then its bytes, filled up to whole words. An appender first reserves the room by moving
/// `tail`, copies, and then sets the length; a length of 0 is a line that is not complete yet, at which the only reader stops. Bytes that
/// were read are set to 0 before `head` moves on and the room can be reserved again.
final class LogRing: @unchecked Sendable {
  private let words: UnsafeMutablePointer<Atomic<UInt64>>
  private let memory: UnsafeMutableRawPointer
  /// The size in bytes, a power of two.
  let capacity: Int
  /// The positions of what is reserved and of what is read. They only grow; the offset in memory is the remainder by `capacity`.
  private let tail = Atomic<Int>(0)
  private let head = Atomic<Int>(0)

  init(capacity: Int) {
    var size = 4 * LogScratch.lineCapacity
    while size < capacity { size *= 2 }
    self.capacity = size
    words = .allocate(capacity: size / 8)
    for index in 0..<(size / 8) { (words + index).initialize(to: Atomic(0)) }
    memory = UnsafeMutableRawPointer(words)
  }

  deinit { words.deallocate() }

  /// The position after everything appended so far.
  var end: Int { tail.load(ordering: .acquiring) }

  var isMoreThanHalfFull: Bool { tail.load(ordering: .relaxed) - head.load(ordering: .relaxed) > capacity / 2 }

  /// Appends the line; false where there is no room.
  func append(_ line: UnsafeRawBufferPointer) -> Bool {
    let size = 8 + (line.count + 7) & ~7
    var position = tail.load(ordering: .relaxed)
    while true {
      guard position + size - head.load(ordering: .acquiring) <= capacity else { return false }
      let (isMine, found) = tail.weakCompareExchange(expected: position, desired: position + size, ordering: .acquiringAndReleasing)
      if isMine { break }
      position = found
    }
    let start = (position + 8) & (capacity - 1)
    let first = min(line.count, capacity - start)
    (memory + start).copyMemory(from: line.baseAddress!, byteCount: first)
    if first < line.count { memory.copyMemory(from: line.baseAddress! + first, byteCount: line.count - first) }
    words[(position & (capacity - 1)) / 8].store(UInt64(line.count), ordering: .releasing)
    return true
  }

  /// Whether a complete line is waiting. Only the reader may ask.
  var hasLine: Bool { words[(head.load(ordering: .relaxed) & (capacity - 1)) / 8].load(ordering: .acquiring) != 0 }

  /// Moves the next complete line to `buffer`, if there is one and it fits, and returns its length, or 0. Only the reader may call it.
  func takeLine(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let position = head.load(ordering: .relaxed)
    let count = Int(words[(position & (capacity - 1)) / 8].load(ordering: .acquiring))
    guard count > 0, count <= buffer.count else { return 0 }
    let start = (position + 8) & (capacity - 1)
    let first = min(count, capacity - start)
    buffer.baseAddress!.copyMemory(from: memory + start, byteCount: first)
    if first < count { (buffer.baseAddress! + first).copyMemory(from: memory, byteCount: count - first) }
    let size = 8 + (count + 7) & ~7
    clear(from: position & (capacity - 1), size)
    head.store(position + size, ordering: .releasing)
    return count
  }

  private func clear(from start: Int, _ size: Int) {
    let first = min(size, capacity - start)
    (memory + start).initializeMemory(as: UInt8.self, repeating: 0, count: first)
    if first < size { memory.initializeMemory(as: UInt8.self, repeating: 0, count: size - first) }
  }

  /// The position up to which lines were taken. Only the reader may ask.
  var position: Int { head.load(ordering: .relaxed) }
}
