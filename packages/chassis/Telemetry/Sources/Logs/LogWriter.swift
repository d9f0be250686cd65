import Platform
import Synchronization

/// The thread that writes lines from the ring to a descriptor, and waits for a slow reader on behalf of all others.
final class LogWriter: LogSink, @unchecked Sendable {
  private let ring: LogRing
  private let descriptor: Int32
  private let gate = ThreadGate()
  private let state = Atomic<Int>(State.running)
  private let isStopping = Atomic<Bool>(false)
  /// The numbers of lines that found the ring full, and that the descriptor refused.
  private let full = Atomic<Int>(0)
  private let refused = Atomic<Int>(0)
  private let flushes = Mutex<[Flush]>([])
  /// Writes the line that reports how many lines were dropped.
  private let report: @Sendable (_ dropped: Int, _ take: (UnsafeRawBufferPointer) -> Void) -> Void

  /// The state of the thread, by which an appender knows whether to wake it.
  private enum State {
    static let running = 0
    /// The thread waits a moment for more lines, and need not be woken for one that is not urgent.
    static let gathering = 1
    static let sleeping = 2
  }

  private struct Flush {
    let position: Int
    let gate: ThreadGate
  }

  /// The time that the thread waits, having written, before it sleeps until it is woken. A line within that time wakes nobody, so that a
  /// busy process pays for no wake-ups, and is written that much later at most.
  private static let gatheringNanoseconds = 5_000_000
  private static let batchCapacity = 4 * LogScratch.lineCapacity

  init(
    descriptor: Int32, capacity: Int, report: @escaping @Sendable (_ dropped: Int, _ take: (UnsafeRawBufferPointer) -> Void) -> Void
  ) {
    self.descriptor = descriptor
    self.report = report
    ring = LogRing(capacity: capacity)
  }

  func start() throws(PlatformError) { try Threads.background { self.run() } }

  var droppedLines: Int { full.load(ordering: .relaxed) + refused.load(ordering: .relaxed) }

  func take(_ line: UnsafeRawBufferPointer, isUrgent: Bool) {
    guard ring.append(line) else {
      full.add(1, ordering: .relaxed)
      return
    }
    // Either this sees that the thread sleeps, or the thread sees the line before it sleeps.
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    switch state.load(ordering: .relaxed) {
    case State.sleeping: wake()
    case State.gathering: if isUrgent || ring.isMoreThanHalfFull { wake() }
    default: break
    }
  }

  private func wake() {
    if state.exchange(State.running, ordering: .sequentiallyConsistent) != State.running { gate.open() }
  }

  /// Waits until every line taken before has left the ring; false if the time passed first.
  func flush(nanoseconds: Int) -> Bool {
    let flush = Flush(position: ring.end, gate: ThreadGate())
    flushes.withLock { $0.append(flush) }
    wake()
    let isDone = flush.gate.wait(nanoseconds: nanoseconds)
    if !isDone { flushes.withLock { $0.removeAll { $0.gate === flush.gate } } }
    return isDone
  }

  /// Ends the thread once it has written the lines in the ring.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  private func run() {
    let batch = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.batchCapacity, alignment: 16)
    defer { batch.deallocate() }
    var output = Output(descriptor: descriptor)
    var reported = 0
    var hasGathered = false
    while true {
      let lines = fill(batch)
      if lines.count > 0, !output.write(UnsafeRawBufferPointer(rebasing: batch[..<lines.bytes])) {
        refused.add(lines.count, ordering: .relaxed)
      }
      let dropped = droppedLines
      if dropped > reported, !output.isBroken {
        report(dropped - reported) { line in _ = output.write(line) }
        reported = dropped
      }
      answerFlushes()
      if lines.count > 0 {
        hasGathered = false
      } else {
        if isStopping.load(ordering: .sequentiallyConsistent), !ring.hasLine { return }
        hasGathered = waitForLines(hasGathered: hasGathered)
      }
    }
  }

  /// Waits a moment for lines or, after a moment in vain, until it is woken; true if it waited a moment.
  private func waitForLines(hasGathered: Bool) -> Bool {
    state.store(hasGathered ? State.sleeping : State.gathering, ordering: .relaxed)
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    let isWanted = ring.hasLine || isStopping.load(ordering: .relaxed) || flushes.withLock { !$0.isEmpty }
    if !isWanted {
      if hasGathered { gate.wait() } else { _ = gate.wait(nanoseconds: Self.gatheringNanoseconds) }
    }
    state.store(State.running, ordering: .relaxed)
    return !hasGathered
  }

  private func fill(_ batch: UnsafeMutableRawBufferPointer) -> (count: Int, bytes: Int) {
    var (count, bytes) = (0, 0)
    while true {
      let length = ring.takeLine(into: UnsafeMutableRawBufferPointer(rebasing: batch[bytes...]))
      if length == 0 { return (count, bytes) }
      count += 1
      bytes += length
    }
  }

  private func answerFlushes() {
    let position = ring.position
    flushes.withLock { waiting in
      for flush in waiting where flush.position <= position { flush.gate.open() }
      waiting.removeAll { $0.position <= position }
    }
  }
}

/// An output of whole lines to a descriptor: after a line that was written in part, the next begins on a new line.
private struct Output {
  let descriptor: Int32
  /// Whether the last attempt failed.
  private(set) var isBroken = false
  private var isInsideLine = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes the lines; false if not all of them were written.
  mutating func write(_ lines: UnsafeRawBufferPointer) -> Bool {
    do throws(PlatformError) {
      if isInsideLine {
        let newline: StaticString = "\n"
        _ = try DescriptorOutput.write(UnsafeRawBufferPointer(start: newline.utf8Start, count: 1), to: descriptor)
        isInsideLine = false
      }
      var rest = lines[...]
      while !rest.isEmpty {
        let written = try DescriptorOutput.write(UnsafeRawBufferPointer(rebasing: rest), to: descriptor)
        rest = rest.dropFirst(written)
        isInsideLine = !rest.isEmpty
      }
      isBroken = false
      return true
    } catch {
      isBroken = true
      return false
    }
  }
}
