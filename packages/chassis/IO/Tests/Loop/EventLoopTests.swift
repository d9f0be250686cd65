import IOTesting
import Platform
import TestSupport
import Testing

@testable import IO

struct EventLoopTests {
  @Test func `a task that runs on a loop stays there, and comes back after being away`() async throws {
    try await withLoops(2) { loops in
      #expect(EventLoop.current === loops.all[0])
      await Task { #expect(EventLoop.current == nil) }.value
      #expect(EventLoop.current === loops.all[0])
      await loops.all[1].run { #expect(EventLoop.current === loops.all[1]) }
      await loops.all[0].yield()
      #expect(EventLoop.current === loops.all[0])
    }
    #expect(EventLoop.current == nil)
  }

  @Test func `calls from other threads all arrive, in the order of each thread`() async throws {
    try await withLoops { loops in
      let loop = loops.all[0]
      let seen = (0..<4).map { _ in Gathered<Int>() }
      let threads = try (0..<4).map { thread in
        try NamedThread("caller-\(thread)") {
          for number in 0..<5000 { loop.execute { seen[thread].add(number) } }
        }
      }
      try await wait { seen.allSatisfy { $0.all.count == 5000 } }
      for thread in threads { thread.join() }
      #expect(seen.allSatisfy { $0.all == Array(0..<5000) })
    }
  }

  @Test func `a loop that waits is woken by each call`() async throws {
    try await withLoops(2) { loops in
      let loop = loops.all[1]
      for number in 0..<2000 {
        let count = await loop.run { number }
        #expect(count == number)
      }
    }
  }

  @Test func `sleepers wake in the order of their deadlines`() async throws {
    var generator = SeededGenerator(for: "sleepers")
    let delays = (1...40).shuffled(using: &generator)
    try await withLoops { _ in
      let start = Deadline.now
      let woken = Gathered<Int>()
      await withTaskGroup { group in
        for delay in delays {
          group.addTask {
            try? await EventLoop.sleep(until: start + .milliseconds(delay * 3))
            #expect(Deadline.now >= start + .milliseconds(delay * 3))
            woken.add(delay)
          }
        }
      }
      #expect(woken.all == Array(1...40))
      #expect(EventLoop.current!.counts == (members: 0, timers: 0))
    }
  }

  @Test func `sleeping ends early when it is cancelled, and works away from a loop`() async throws {
    try await withLoops { loops in
      let sleeper = Task(executorPreference: loops.all[0]) { try await EventLoop.sleep(until: .never) }
      try await wait { loops.all[0].counts.members == 1 }
      sleeper.cancel()
      await #expect(throws: IOError.cancelled) { try await sleeper.value }
    }
    let began = Deadline.now
    try await EventLoop.sleep(until: began + .milliseconds(5))
    #expect(Deadline.now - began >= .milliseconds(5))
  }

  @Test func `stopping ends what waits, runs what can run, and may be repeated`() async throws {
    let loops = try EventLoops(count: 2)
    let (began, ended) = (Counter(), Counter())
    let tasks = (0..<10).map { number in
      Task(executorPreference: loops.all[number % 2]) {
        began.increment()
        do { try await EventLoop.sleep(until: .never) } catch { #expect(error as? IOError == .closed) }
        await EventLoop.current?.yield()
        ended.increment()
      }
    }
    while began.value < 10 { await Task.yield() }
    loops.stop()
    loops.stop()
    for task in tasks { await task.value }
    #expect(ended.value == 10)
  }

  @Test func `a task of a loop that has stopped ends elsewhere`() async throws {
    let loops = try EventLoops(count: 1)
    let gate = AsyncStream<Void>.makeStream()
    let began = Counter()
    let task = Task(executorPreference: loops.all[0]) {
      began.increment()
      for await _ in gate.stream {}
      await #expect(throws: IOError.noLoop) { try await Connector.connect(to: .ip("127.0.0.1", port: 1), deadline: .generous) }
      return EventLoop.current == nil
    }
    while began.value < 1 { await Task.yield() }
    loops.stop()
    gate.continuation.finish()
    #expect(await task.value)
    let called = Counter()
    loops.all[0].execute { called.increment() }
    #expect(called.value == 1)
  }

  @Test func `figures tell turns, work and a loop that is stuck`() async throws {
    try await withLoops(2) { loops in
      let other = loops.all[1]
      let (isStuck, isReleased) = (Counter(), Counter())
      other.execute {
        isStuck.increment()
        while isReleased.value == 0 {}
      }
      try await wait { isStuck.value > 0 && other.figures.stuckFor > .milliseconds(5) }
      isReleased.increment()
      try await wait { other.figures.stuckFor == .zero }
      #expect(other.figures.takeLongestTurn() > .milliseconds(5))
      #expect(other.figures.takeLongestTurn() < .milliseconds(5))
      #expect(other.figures.busy > .milliseconds(5))
      #expect(other.figures.turns > 0)
      #expect(other.figures.lastTurn <= .now)
    }
  }

  @Test func `a loop of no work spends no turns`() async throws {
    try await withLoops(2) { loops in
      let idle = loops.all[1]
      await idle.run {}
      let before = idle.figures.turns
      try await EventLoop.sleep(until: .after(.milliseconds(50)))
      #expect(idle.figures.turns - before <= 2)
    }
  }

  @Test func `a deadline is never where the clock does not reach`() {
    #expect(Deadline.never + .seconds(1) == .never)
    #expect(Deadline.now + .seconds(Int64.max) == .never)
    #expect(Deadline.now + .seconds(-Int64.max) == Deadline(nanoseconds: 0))
    #expect(Deadline(nanoseconds: 5) + .nanoseconds(7) == Deadline(nanoseconds: 12))
    #expect(Deadline(nanoseconds: 5) + .nanoseconds(-7) == Deadline(nanoseconds: -2))
    #expect(Deadline(nanoseconds: 12) - Deadline(nanoseconds: 5) == .nanoseconds(7))
  }
}
