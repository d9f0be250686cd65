import IO
import Lifecycle
import Platform
import Synchronization
import Testing

@testable import ServiceKit

@Suite struct HealthCheckerTests {
  private let intake = Intake()
  private let readiness: Readiness
  private let checker: HealthChecker
  private let loops: EventLoops

  init() throws {
    readiness = Readiness(intake: intake)
    loops = try EventLoops(count: 2)
    let control = loops.all[1]
    let timekeeper = Timekeeper(executor: control) { try await EventLoop.sleep(until: .after($0)) }
    checker = HealthChecker(readiness, on: loops.all[0], timekeeper: timekeeper)
    readiness.enter(.ready)
  }

  private func add(
    _ name: String, timeout: Duration = .seconds(60), interval: Duration = .milliseconds(1), _ ask: @escaping @Sendable () async throws -> Void
  ) {
    checker.add(HealthCheck(name: name, timeout: timeout, interval: interval, ask: ask))
  }

  private func result(_ number: Int) -> CheckResult? { readiness.snapshot().checks[number].result }

  private func end() {
    checker.stop()
    let loops = loops
    Task.detached { loops.stop() }
  }

  @Test func `a check is asked over and over, and readiness follows its answers`() async {
    defer { end() }
    let isBroken = Atomic(false)
    let asked = Count()
    struct Down: Error, CustomStringConvertible { let description = "connection refused" }
    add("database") {
      asked.increment()
      if isBroken.load(ordering: .relaxed) { throw Down() }
    }
    #expect(await eventually { asked.value > 3 && intake.isOpen })
    isBroken.store(true, ordering: .relaxed)
    #expect(await eventually { !intake.isOpen })
    #expect(readiness.snapshot().status == .failing)
    #expect(result(0)?.message == "connection refused")
    isBroken.store(false, ordering: .relaxed)
    #expect(await eventually { intake.isOpen })
  }

  @Test func `answers are kept: whoever wants to know does not ask`() async {
    defer { end() }
    let asked = Count()
    add("database", interval: .seconds(3600)) { asked.increment() }
    #expect(await eventually { intake.isOpen })
    for _ in 0..<100 { readiness.snapshot() }
    #expect(asked.value == 1)
  }

  @Test func `a check that takes too long fails, and holds up no other`() async {
    defer { end() }
    let asked = Count()
    add("hangs", timeout: .milliseconds(20)) { await untilCancelled() }
    add("answers") { asked.increment() }
    #expect(await eventually { result(0) != nil && asked.value > 3 })
    #expect(result(0)?.isOK == false)
    #expect(result(0)?.message == "no answer within 0.02 seconds")
    #expect(result(1)?.isOK == true)
    #expect(readiness.snapshot().status == .failing)
  }

  @Test func `a check that pays no heed to its end is not asked again meanwhile`() async {
    defer { end() }
    let asked = Count()
    let stuck = Stuck()
    add("hangs", timeout: .milliseconds(10)) {
      asked.increment()
      await stuck.hang()
    }
    let others = Count()
    add("answers", interval: .milliseconds(5)) { others.increment() }
    #expect(await eventually { result(0)?.isOK == false && others.value > 10 })
    #expect(asked.value == 1)
    stuck.letGo()
    #expect(await eventually { asked.value > 1 })
  }

  @Test func `a check that blocks the loop it runs on is timed all the same`() async {
    defer { end() }
    let gate = ThreadGate()
    add("blocks", timeout: .milliseconds(20)) { gate.wait() }
    #expect(await eventually { result(0)?.isOK == false })
    gate.open()
  }

  @Test func `no check is asked after the end`() async {
    defer { end() }
    let asked = Count()
    let cancelled = Count()
    add("hangs") {
      asked.increment()
      await untilCancelled()
      cancelled.increment()
    }
    #expect(await eventually { asked.value == 1 })
    checker.stop()
    #expect(await eventually { cancelled.value == 1 })
    #expect(asked.value == 1)
    #expect(result(0) == nil, "what was cut off is no answer")
  }
}
