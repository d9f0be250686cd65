import Synchronization

extension Threads {
  /// Calls `body` for every number below `count`, shared by `workers` threads in batches of `run` numbers, and returns the results in order
  /// of the numbers. Each thread has a state of its own, made by evaluating `state`.
  public static func map<State: ~Copyable, Result>(
    _ count: Int, workers: Int = processorCount, run: Int = 1, state: @autoclosure @Sendable () -> State,
    _ body: @Sendable (inout State, _ index: Int) -> Result
  ) -> [Result] {
    let threads = max(1, min(workers, (count + run - 1) / run))
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Every index is taken once, so that no two threads write to the same element.
      nonisolated(unsafe) let results = buffer
      let next = Atomic<Int>(0)
      Threads.run(threads) { _ in
        var state = state()
        while true {
          let start = next.add(run, ordering: .relaxed).oldValue
          if start >= count { return }
          for index in start..<min(start + run, count) { results.initializeElement(at: index, to: body(&state, index)) }
        }
      }
      initialized = count
    }
  }

  /// Calls `body` for every number below `count`, shared over `workers` threads, and returns the results in order of the numbers.
  public static func map<Result>(_ count: Int, workers: Int = processorCount, _ body: @Sendable (_ index: Int) -> Result) -> [Result] {
    map(count, workers: workers, state: ()) { _, index in body(index) }
  }
}
