import Platform
import Synchronization

/// The numbers of one series, a copy for each thread index, so that a thread adds to a cache line that others rarely touch. The value of a
/// number is the sum of its copies.
final class MetricCells: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Atomic<UInt64>>
  /// The cells from one part to the next: whole cache lines.
  private let stride: Int
  private let partCount = ThreadIndex.partCount

  /// Creates cells.
  ///
  /// - Parameter count: The number of cells in each part.
  init(count: Int) {
    stride = (count + 7) & ~7
    let total = stride * partCount
    base = UnsafeMutableRawPointer.allocate(byteCount: total * 8, alignment: 64).bindMemory(to: Atomic<UInt64>.self, capacity: total)
    for index in 0..<total { (base + index).initialize(to: Atomic(0)) }
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// The numbers of the running thread's part.
  var part: UnsafeMutablePointer<Atomic<UInt64>> { base + stride * (ThreadIndex.current & (partCount - 1)) }

  /// Returns the sum over all parts, as whole numbers that may wrap around on the way.
  func sum(_ index: Int) -> UInt64 {
    (0..<partCount).reduce(0) { $0 &+ base[$1 * stride + index].load(ordering: .relaxed) }
  }

  /// Returns the sum over all parts of a cell that holds floating-point numbers.
  func sumOfDoubles(_ index: Int) -> Double {
    (0..<partCount).reduce(0) { $0 + Double(bitPattern: base[$1 * stride + index].load(ordering: .relaxed)) }
  }

  func clear(_ index: Int) {
    for part in 0..<partCount { base[part * stride + index].store(0, ordering: .relaxed) }
  }
}

extension UnsafeMutablePointer where Pointee == Atomic<UInt64> {
  /// Adds to a cell that holds a floating-point number.
  func add(_ value: Double) {
    var old = pointee.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + value).bitPattern
      let (isDone, found) = pointee.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
      if isDone { return }
      old = found
    }
  }
}
