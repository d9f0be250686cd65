import Platform
import Synchronization
import Testing

@Suite struct ThreadIndexTests {
  @Test func `threads that run together have numbers of their own, and keep them`() {
    let indices = Mutex<[Int]>([])
    let arrived = Atomic(0)
    Threads.run(8) { _ in
      let index = ThreadIndex.current
      indices.withLock { $0.append(index) }
      arrived.add(1, ordering: .releasing)
      // None ends before all have a number.
      while arrived.load(ordering: .acquiring) < 8 {}
      precondition(ThreadIndex.current == index)
    }
    #expect(Set(indices.withLock { $0 }).count == 8)
  }

  @Test func `the number of a thread that has ended is given again`() {
    let highest = Mutex(0)
    for _ in 0..<200 {
      Threads.run(2) { _ in
        let index = ThreadIndex.current
        highest.withLock { $0 = max($0, index) }
      }
    }
    #expect(highest.withLock { $0 } < 150, "400 threads ran, few at a time")
  }

  @Test func `parts are a power of two, one for each processor at least`() {
    let count = ThreadIndex.partCount
    #expect(count & (count - 1) == 0 && count >= min(Threads.processorCount, 64))
  }
}
