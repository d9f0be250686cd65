import Lifecycle
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

@Suite struct ReadinessTests {
  private let intake = Intake()

  private func check(_ name: String, timeout: Duration = .seconds(2), interval: Duration = .seconds(5)) -> HealthCheck {
    HealthCheck(name: name, timeout: timeout, interval: interval) {}
  }

  private func answer(_ isOK: Bool, at time: ContinuousClock.Instant = .now) -> CheckResult {
    CheckResult(isOK: isOK, message: isOK ? nil : "broken", duration: .milliseconds(3), time: time)
  }

  @Test func `the intake follows readiness, at the same moment`() {
    let statuses = Mutex<[Readiness.Status]>([])
    let readiness = Readiness(intake: intake) { [intake] status in
      #expect(intake.isOpen == (status == .ready))
      statuses.withLock { $0.append(status) }
    }
    let number = readiness.add(check("database"))
    readiness.enter(.ready)
    #expect(!intake.isOpen, "before the check has answered once")
    readiness.record(answer(true), of: number)
    readiness.record(answer(false), of: number)
    readiness.record(answer(true), of: number)
    readiness.enter(.draining)
    #expect(statuses.withLock { $0 } == [.ready, .failing, .ready, .draining])
    #expect(!intake.isOpen)
  }

  @Test func `draining is for good`() {
    let readiness = Readiness(intake: intake)
    readiness.enter(.draining)
    readiness.enter(.ready)
    readiness.enter(.starting)
    #expect(readiness.snapshot().status == .draining)
    #expect(!intake.isOpen)
  }

  @Test func `an answer that is too old counts no more`() {
    let readiness = Readiness(intake: intake)
    let number = readiness.add(check("database", timeout: .seconds(1), interval: .seconds(2)))
    let start = ContinuousClock.now
    readiness.record(answer(true, at: start), of: number)
    readiness.enter(.ready)
    #expect(readiness.snapshot(at: start + .seconds(7)).status == .ready)
    let later = readiness.snapshot(at: start + .milliseconds(7001))
    #expect(later.status == .failing)
    #expect(later.checks.first?.result?.message == "no answer for 7.0 seconds")
    #expect(!intake.isOpen)
  }

  @Test func `whatever happens in whatever order, the intake is open only while all is well`() {
    var generator = SeededGenerator(for: "ReadinessTests")
    for _ in 0..<300 {
      let intake = Intake()
      let readiness = Readiness(intake: intake)
      var answers: [Bool?] = []
      var (isReady, isDraining) = (false, false)
      for _ in 0..<Int.random(in: 1...20, using: &generator) {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0:
          _ = readiness.add(check("c\(answers.count)"))
          answers.append(nil)
        case 1:
          readiness.enter(.ready)
          isReady = true
        case 2 where Int.random(in: 0..<6, using: &generator) == 0:
          readiness.enter(.draining)
          isDraining = true
        default:
          guard let number = answers.indices.randomElement(using: &generator) else { continue }
          let isOK = Int.random(in: 0..<4, using: &generator) > 0
          readiness.record(answer(isOK), of: number)
          answers[number] = isOK
        }
        #expect(intake.isOpen == (isReady && !isDraining && answers.allSatisfy { $0 == true }))
      }
    }
  }
}
