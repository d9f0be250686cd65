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

  @Test func `there is a processor`() {
    #expect(Threads.processorCount >= 1)
  }
}
