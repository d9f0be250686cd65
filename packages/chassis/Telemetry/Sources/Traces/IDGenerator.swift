import Platform
import Synchronization

/// A fast generator of random ids: one state for each thread index, seeded by the system (SplitMix64, with a step of its own for each). Ids
/// rarely collide but are easy to guess: do not make secrets of them.
enum IDGenerator {
  static func traceID() -> TraceID {
    while true { if let id = TraceID(high: next(), low: next()) { return id } }
  }

  static func spanID() -> SpanID {
    while true { if let id = SpanID(next()) { return id } }
  }

  static func next() -> UInt64 {
    let part = parts + (ThreadIndex.current & (ThreadIndex.partCount - 1))
    var mixed = part.pointee.state.wrappingAdd(part.pointee.step, ordering: .relaxed).newValue
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private struct Part: ~Copyable {
    let state: Atomic<UInt64>
    let step: UInt64
    /// Padding that keeps two parts off one cache line.
    let padding = InlineArray<14, UInt64>(repeating: 0)

    init(from system: inout SystemRandomNumberGenerator) {
      state = Atomic(system.next())
      step = system.next() | 1
    }
  }

  nonisolated(unsafe) private static let parts: UnsafeMutablePointer<Part> = {
    var system = SystemRandomNumberGenerator()
    let parts = UnsafeMutablePointer<Part>.allocate(capacity: ThreadIndex.partCount)
    for index in 0..<ThreadIndex.partCount { (parts + index).initialize(to: Part(from: &system)) }
    return parts
  }()
}
