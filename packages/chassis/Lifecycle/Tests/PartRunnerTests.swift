import Synchronization
import TestSupport
import Testing

@testable import Lifecycle

/// What happened, in order, and a way to wait for it.
final class Journal: Sendable {
  private let state = Mutex<(lines: [String], waiters: [(line: String, waiter: CheckedContinuation<Void, Never>)])>(([], []))

  var lines: [String] { state.withLock { $0.lines } }

  func add(_ line: String) {
    let due = state.withLock { state in
      state.lines.append(line)
      let due = state.waiters.filter { $0.line == line }.map(\.waiter)
      state.waiters.removeAll { $0.line == line }
      return due
    }
    for waiter in due { waiter.resume() }
  }

  func wait(for line: String) async {
    await withCheckedContinuation { waiter in
      let isThere = state.withLock { state in
        if state.lines.contains(line) { return true }
        state.waiters.append((line, waiter))
        return false
      }
      if isThere { waiter.resume() }
    }
  }
}

struct Broken: Error {}

/// A part that writes down what is asked of it, and goes wrong where it is told to.
struct RecordedPart: Part {
  enum Behaviour { case fine, failsToStart, startHangs, startIgnoresCancellation, runReturns, runThrows, stopThrows, stopHangs, leavesWork }

  let name: String
  let journal: Journal
  var behaviour = Behaviour.fine

  func start() async throws {
    journal.add("start \(name)")
    switch behaviour {
    case .failsToStart: throw Broken()
    case .startHangs:
      await untilCancelled()
      journal.add("cancelled \(name)")
      throw CancellationError()
    case .startIgnoresCancellation: await forever()
    default: break
    }
  }

  func run() async throws {
    switch behaviour {
    case .runReturns: return
    case .runThrows: throw Broken()
    default: await untilCancelled()
    }
    journal.add("work ended \(name)")
  }

  func quiesce() async { journal.add("quiesce \(name)") }

  func stop(deadline: ContinuousClock.Instant) async throws {
    journal.add("stop \(name)")
    switch behaviour {
    case .stopThrows: throw Broken()
    case .stopHangs: await forever()
    case .leavesWork: throw DrainError(part: name, unfinished: 3)
    default: break
    }
  }

  /// What no cancellation ends.
  private func forever() async { await Task { await untilCancelled() }.value }
}

@Suite struct PartRunnerTests {
  private let journal = Journal()
  private let limits = LifecycleLimits(start: .seconds(60), delay: .seconds(5), drain: .seconds(30), grace: .seconds(1))

  /// A clock on which only the delay passes, and, where asked for, the time for the first part that stops.
  private func runner(_ behaviours: [RecordedPart.Behaviour], passing: Set<Duration> = [.seconds(5)]) -> PartRunner {
    let journal = journal
    let parts = behaviours.enumerated().map { RecordedPart(name: "p\($0)", journal: journal, behaviour: $1) }
    let timekeeper = Timekeeper(executor: nil) { duration in
      if passing.contains(duration) { return }
      let isStop = duration > .seconds(30) && duration <= .seconds(31)
      if isStop, passing.contains(.seconds(31)), !journal.lines.contains("stop p0") { return }
      await untilCancelled()
      throw CancellationError()
    }
    return PartRunner(
      parts, limits: limits, timekeeper: timekeeper,
      observer: .init(becameReady: { journal.add("ready") }, draining: { journal.add("draining") }))
  }

  /// Runs to the end; shuts down once `line` has been noted.
  private func report(of runner: PartRunner, shutDownAt line: String?) async -> LifecycleReport {
    async let report = runner.run()
    if let line {
      await journal.wait(for: line)
      runner.shutDown()
    }
    return await report
  }

  @Test func `a process starts, becomes ready, drains and stops in order`() async {
    let report = await report(of: runner([.fine, .fine]), shutDownAt: "ready")
    #expect(report.ending == .clean && report.faults == [])
    #expect(
      journal.lines == [
        "start p0", "start p1", "ready", "draining", "quiesce p1", "quiesce p0", "stop p1", "work ended p1", "stop p0", "work ended p0",
      ])
  }

  @Test func `a failed start is rolled back and says why`() async {
    let report = await report(of: runner([.fine, .failsToStart, .fine]), shutDownAt: nil)
    #expect(report.ending == .startFailed(1))
    #expect(report.faults.map(\.description) == ["p1: did not start: Broken()"])
    #expect(journal.lines == ["start p0", "start p1", "draining", "quiesce p0", "stop p0", "work ended p0"])
  }

  @Test func `a start that hangs ends with its time`() async {
    let report = await report(of: runner([.startIgnoresCancellation], passing: [.seconds(60)]), shutDownAt: nil)
    #expect(report.ending == .startFailed(0))
    #expect(report.faults.map(\.description) == ["p0: did not start within 60.0 seconds"])
  }

  @Test func `a shutdown cancels the start that goes on`() async {
    let report = await report(of: runner([.fine, .startHangs]), shutDownAt: "start p1")
    #expect(report.ending == .clean && report.faults == [])
    #expect(journal.lines.suffix(4) == ["cancelled p1", "quiesce p0", "stop p0", "work ended p0"])
  }

  @Test func `a shutdown before the beginning starts nothing`() async {
    let runner = runner([.fine])
    runner.shutDown()
    #expect(await runner.run().ending == .clean)
    #expect(journal.lines == [])
  }

  @Test func `a part whose work ends by itself ends the process`() async {
    let report = await report(of: runner([.fine, .runThrows]), shutDownAt: nil)
    #expect(report.ending == .broke(1))
    #expect(report.faults.map(\.description) == ["p1: broke: Broken()"])
    #expect(await self.report(of: runner([.runReturns]), shutDownAt: nil).ending == .broke(0))
  }

  @Test func `a part that does not stop is left behind and the others still stop`() async {
    let report = await report(of: runner([.fine, .stopHangs], passing: [.seconds(5), .seconds(31)]), shutDownAt: "ready")
    #expect(report.ending == .unfinished)
    #expect(report.faults.map(\.part) == ["p1"])
    #expect(journal.lines.contains("stop p0"))
  }

  @Test func `work cut off is counted`() async {
    let report = await report(of: runner([.leavesWork]), shutDownAt: "ready")
    #expect(report.ending == .unfinished)
    #expect(report.faults.map(\.unfinished) == [3])
  }

  @Test func `the caller's cancellation does not cut the order short`() async {
    let runner = runner([.fine])
    let task = Task { await runner.run() }
    await journal.wait(for: "ready")
    task.cancel()
    runner.shutDown()
    #expect(await task.value.ending == .clean)
    #expect(journal.lines.last == "work ended p0")
  }

  @Test func `with any failures, what started stops in reverse`() async {
    var generator = SeededGenerator(for: "PartRunnerTests")
    let behaviours: [RecordedPart.Behaviour] = [
      .fine, .fine, .fine, .fine, .failsToStart, .startHangs, .runReturns, .runThrows, .stopThrows, .leavesWork,
    ]
    for _ in 0..<150 {
      let journal = Journal()
      let chosen = (0..<Int.random(in: 0...5, using: &generator)).map { _ in behaviours.randomElement(using: &generator)! }
      let parts = chosen.enumerated().map { RecordedPart(name: "p\($0)", journal: journal, behaviour: $1) }
      let timekeeper = Timekeeper(executor: nil) { if $0 != .seconds(5) { await untilCancelled() } }
      let runner = PartRunner(
        parts, limits: limits, timekeeper: timekeeper, observer: .init(started: { journal.add("started \($0.name)") }))
      let yields = Int.random(in: 0...60, using: &generator)
      async let report = runner.run()
      for _ in 0..<yields { await Task.yield() }
      runner.shutDown()
      let ending = await report.ending
      let started = journal.lines.filter { $0.hasPrefix("started ") }.map { $0.dropFirst(8) }
      let stopped = journal.lines.filter { $0.hasPrefix("stop ") }.map { $0.dropFirst(5) }
      #expect(stopped == started.reversed(), "\(chosen): \(journal.lines)")
      if chosen.allSatisfy({ $0 == .fine || $0 == .startHangs }) { #expect(ending == .clean) }
    }
  }
}
