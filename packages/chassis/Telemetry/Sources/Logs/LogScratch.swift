import Platform
import Synchronization

/// The memory in which lines are built: one piece for each thread index, made once and kept, so that writing a line allocates nothing for
/// itself. A thread that finds its piece in use takes a temporary one.
struct LogScratch: ~Copyable {
  /// The largest size of a line in bytes, its line feed included.
  static let lineCapacity = 16 * 1024

  let line: UnsafeMutablePointer<UInt8>
  /// The text of the time to the second, as this piece last wrote it.
  let time: UnsafeMutablePointer<LogTime>

  private init(line: UnsafeMutablePointer<UInt8>, time: UnsafeMutablePointer<LogTime>) {
    self.line = line
    self.time = time
  }

  static func withBuffer(_ body: (borrowing LogScratch) -> Void) {
    let slot = slots + (ThreadIndex.current & (slotCount - 1))
    let scratch: LogScratch
    if let kept = slot.pointee.exchange(nil, ordering: .acquiring) {
      scratch = LogScratch(
        line: kept.assumingMemoryBound(to: UInt8.self),
        time: (kept + lineCapacity).assumingMemoryBound(to: LogTime.self))
    } else {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: lineCapacity + MemoryLayout<LogTime>.stride, alignment: 16)
      let time = (memory + lineCapacity).initializeMemory(as: LogTime.self, to: LogTime())
      scratch = LogScratch(line: memory.assumingMemoryBound(to: UInt8.self), time: time)
    }
    body(scratch)
    let memory = UnsafeMutableRawPointer(scratch.line)
    let (isKept, _) = slot.pointee.compareExchange(expected: nil, desired: memory, ordering: .releasing)
    if !isKept { memory.deallocate() }
  }

  private static let slotCount = ThreadIndex.partCount
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Atomic<UnsafeMutableRawPointer?>> = {
    let slots = UnsafeMutablePointer<Atomic<UnsafeMutableRawPointer?>>.allocate(capacity: slotCount)
    for index in 0..<slotCount { (slots + index).initialize(to: Atomic(nil)) }
    return slots
  }()
}
