import Calendar
import LifecycleTesting
import Testing

@testable import SchedulerWorker

@Suite struct MemoryRunStoreTests {
  private func run(_ schedule: Schedule, _ number: Int) -> Run { Run(schedule: schedule, scheduledTime: UnixTime(seconds: number)) }

  @Test func `a run that overlaps its predecessor is left out, as long as that waits or runs`() throws {
    let store = MemoryRunStore()
    let schedule = try Schedule.make(overlap: .skip)
    #expect(store.add(run(schedule, 1)) == nil)
    #expect(store.add(run(schedule, 2)) == .overlap)
    let first = try #require(store.claim())
    #expect(store.add(run(schedule, 3)) == .overlap)
    store.finish(first, .succeeded)
    #expect(store.add(run(schedule, 4)) == nil)
    #expect(store.claim()?.scheduledTime.seconds == 4)
  }

  @Test func `queued runs start one after the other in their order, and as many as ten wait`() throws {
    let store = MemoryRunStore()
    let schedule = try Schedule.make(overlap: .queue)
    for number in 0..<10 { #expect(store.add(run(schedule, number)) == nil) }
    #expect(store.add(run(schedule, 10)) == .queueFull)
    var order: [Int] = []
    while let next = store.claim() {
      #expect(store.claim() == nil)
      order.append(next.scheduledTime.seconds)
      store.finish(next, .failed)
    }
    #expect(order == Array(0..<10))
  }

  @Test func `what waits is bounded over all schedules too`() throws {
    let store = MemoryRunStore()
    for number in 0..<MemoryRunStore.maximumWaitingInAll / 10 {
      let schedule = try Schedule.make("s\(number)", overlap: .allow)
      for time in 0..<10 { #expect(store.add(run(schedule, time)) == nil) }
    }
    #expect(store.add(run(try .make("another"), 1)) == .queueFull)
    _ = store.claim()
    #expect(store.add(run(try .make("another"), 1)) == nil)
  }

  @Test func `allowed runs start beside each other`() throws {
    let store = MemoryRunStore()
    let schedule = try Schedule.make(overlap: .allow)
    for number in 0..<3 { #expect(store.add(run(schedule, number)) == nil) }
    #expect([store.claim(), store.claim(), store.claim()].map { $0?.scheduledTime.seconds } == [0, 1, 2])
    #expect(store.counts == RunCounts(waiting: 0, running: 3))
  }

  @Test func `one that must wait for its predecessor holds nobody else up`() throws {
    let store = MemoryRunStore()
    let queued = try Schedule.make("queued", overlap: .queue)
    for number in 1...2 { _ = store.add(run(queued, number)) }
    _ = store.add(run(try .make("other"), 3))
    #expect([store.claim(), store.claim(), store.claim()].map { $0?.schedule.name } == ["queued", "other", nil])
  }

  @Test func `what waits is given back when all ends`() throws {
    let store = MemoryRunStore()
    for name in ["a", "b"] { _ = store.add(run(try .make(name), 1)) }
    _ = store.claim()
    #expect(store.removeWaiting().map(\.schedule.name) == ["b"])
    #expect(store.claim() == nil && store.removeWaiting().isEmpty)
  }

  @Test func `it keeps the contract of every store of work`() async throws {
    let broken = try await WorkStoreContract.broken { count async throws in
      let store = MemoryRunStore()
      for number in 0..<count { #expect(store.add(run(try .make("s\(number)"), 1)) == nil) }
      return store
    }
    #expect(broken == [])
  }
}
