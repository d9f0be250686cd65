import Platform
import Synchronization
import Testing

@Suite struct ThreadsTests {
  @Test(arguments: [1, 2, 7, 64])
  func `each worker runs once and all have returned`(count: Int) {
    let numbers = Mutex<[Int]>([])
    Threads.run(count) { worker in numbers.withLock { $0.append(worker) } }
    #expect(numbers.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test func `workers run at the same time`() {
    // Each waits for the other: one after another, they would never return.
    let arrived = Atomic<Int>(0)
    Threads.run(2) { _ in
      arrived.add(1, ordering: .sequentiallyConsistent)
      while arrived.load(ordering: .sequentiallyConsistent) < 2 {}
    }
    #expect(arrived.load(ordering: .sequentiallyConsistent) == 2)
  }

  @Test(arguments: [0, 1, 5, 1000])
  func `results come in the order of the numbers`(count: Int) {
    #expect(Threads.map(count, workers: 4) { $0 * 2 } == (0..<count).map { $0 * 2 })
  }

  @Test(arguments: [1, 3, 2000])
  func `each thread keeps a state of its own`(run: Int) {
    @Sendable func count(_ calls: inout Int, _ index: Int) -> (index: Int, call: Int) {
      calls += 1
      return (index, calls)
    }
    let results = Threads.map(1000, workers: 4, run: run, state: 0, count)
    #expect(results.map(\.index) == Array(0..<1000))
    let perCall = Dictionary(grouping: results, by: \.call).mapValues(\.count)
    #expect((1...4).contains(perCall[1]!))
    // No thread makes its n-th call without one before it.
    #expect(perCall.allSatisfy { call, count in call == 1 || perCall[call - 1, default: 0] >= count })
  }

  @Test func `there is a processor`() {
    #expect(Threads.processorCount >= 1)
  }
}
