import LifecycleTesting
import Synchronization
import Testing

@testable import Lifecycle

/// Numbered units in memory.
private final class NumberStore: WorkStore {
  struct Unit: Identifiable { let id: Int }
  struct Away: Error {}

  private let journal: Journal
  private let state: Mutex<(waiting: [Int], failures: Int)>
  private let givesTwice: Bool

  init(_ count: Int, journal: Journal = Journal(), failures: Int = 0, givesTwice: Bool = false) {
    self.journal = journal
    self.givesTwice = givesTwice
    state = Mutex((Array(0..<count), failures))
  }

  func add(_ number: Int) { state.withLock { $0.waiting.append(number) } }

  func claim() throws -> Unit? {
    try state.withLock { state in
      if state.failures > 0 {
        state.failures -= 1
        throw Away()
      }
      guard let first = state.waiting.first else { return nil }
      if givesTwice, first == 0, state.waiting.count > 1 { state.waiting.append(1) }
      return Unit(id: state.waiting.removeFirst())
    }
  }

  func finish(_ unit: Unit, _ outcome: WorkOutcome) { journal.add("\(outcome) \(unit.id)") }
}

@Suite struct WorkLoopTests {
  private let journal = Journal()
  private let intake = Intake()
  private let gates = Gates()

  /// What holds units until a test lets them go on; one whose task is cancelled goes on at once.
  private final class Gates: Sendable {
    private let state = Mutex<(open: Set<Int>, waiting: [Int: AsyncStream<Never>.Continuation])>(([], [:]))

    func pass(_ number: Int) async {
      let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
      let isOpen = state.withLock { state in
        state.waiting[number] = continuation
        return state.open.contains(number)
      }
      if isOpen { return }
      await withTaskCancellationHandler {
        for await _ in stream {}
      } onCancel: {
        continuation.finish()
      }
    }

    func open(_ numbers: Int...) {
      for number in numbers {
        state.withLock { state in
          state.open.insert(number)
          return state.waiting[number]
        }?.finish()
      }
    }
  }

  /// A loop whose units wait at their gates; its clock does not move by itself.
  private func loop(_ store: NumberStore, limit: Int = 2, timekeeper: Timekeeper? = nil) -> WorkLoop<NumberStore> {
    let (journal, gates) = (journal, gates)
    let still = Timekeeper(executor: nil) { _ in
      await untilCancelled()
      throw CancellationError()
    }
    let report: @Sendable (WorkStoreError) -> Void = { journal.add("\($0)") }
    return WorkLoop(
      store, limit: limit, interval: .seconds(1), intake: intake, timekeeper: timekeeper ?? still, report: report
    ) { unit, _ in
      journal.add("begin \(unit.id)")
      await gates.pass(unit.id)
      return Task.isCancelled ? .interrupted : .succeeded
    }
  }

  @Test func `no more units than the limit are in flight, and the end of one begins the next`() async throws {
    let loop = loop(NumberStore(4, journal: journal))
    intake.open()
    await loop.claim()
    await journal.wait(for: "begin 0")
    await journal.wait(for: "begin 1")
    #expect(loop.inFlight == 2 && !journal.lines.contains("begin 2"))
    gates.open(1)
    await journal.wait(for: "begin 2")
    #expect(!journal.lines.contains("begin 3"))
    gates.open(0, 2, 3)
    await journal.wait(for: "succeeded 3")
    try await loop.stop(deadline: .now + .seconds(60))
    #expect(loop.inFlight == 0)
  }

  @Test func `while the process is not ready nothing is claimed`() async throws {
    let store = NumberStore(1, journal: journal)
    let loop = loop(store)
    await loop.claim()
    #expect(loop.inFlight == 0)
    intake.open()
    await loop.claim()
    await journal.wait(for: "begin 0")
    intake.close()
    store.add(1)
    gates.open(0)
    await journal.wait(for: "succeeded 0")
    await loop.claim()
    try await loop.stop(deadline: .now + .seconds(60))
    #expect(loop.inFlight == 0 && !journal.lines.contains("begin 1"))
  }

  @Test func `a store that had nothing is looked into again after a while, and so is one that failed`() async throws {
    let looks = AsyncStream.makeStream(of: Void.self)
    let store = NumberStore(1, journal: journal, failures: 1)
    let loop = loop(
      store,
      timekeeper: Timekeeper(executor: nil) { _ in
        for await _ in looks.stream { return }
        throw CancellationError()
      })
    intake.open()
    let running = Task { try await loop.run() }
    await journal.wait(for: "no work could be claimed: Away()")
    looks.continuation.yield()
    await journal.wait(for: "begin 0")
    store.add(1)
    looks.continuation.yield()
    await journal.wait(for: "begin 1")
    gates.open(0, 1)
    await loop.quiesce()
    running.cancel()
    try? await running.value
    await journal.wait(for: "succeeded 1")
  }

  @Test func `once it drains it claims nothing, and what is in flight ends`() async throws {
    let store = NumberStore(3, journal: journal)
    let loop = loop(store, limit: 1)
    intake.open()
    await loop.claim()
    await journal.wait(for: "begin 0")
    await loop.quiesce()
    async let stop: Void = loop.stop(deadline: .now + .seconds(60))
    gates.open(0)
    try await stop
    await loop.claim()
    #expect(journal.lines == ["begin 0", "succeeded 0"])
  }

  @Test func `what outlasts the deadline is cut off, and the store learns it before the stop is over`() async throws {
    let loop = loop(NumberStore(3, journal: journal), timekeeper: .pool)
    intake.open()
    await loop.claim()
    await journal.wait(for: "begin 0")
    await journal.wait(for: "begin 1")
    await #expect(throws: DrainError(part: "work", unfinished: 2)) { try await loop.stop(deadline: .now) }
    await journal.wait(for: "interrupted 0")
    await journal.wait(for: "interrupted 1")
    #expect(!journal.lines.contains("begin 2"))
  }

  @Test func `a pause that would outlast the deadline ends at once, whether it began before or after the drain`() async throws {
    let journal = journal
    let waits = AsyncStream.makeStream(of: Never.self)
    let loop = WorkLoop(
      NumberStore(2, journal: journal), limit: 2, intake: intake,
      timekeeper: Timekeeper(executor: nil) { duration in
        if duration == .seconds(7200) { journal.add("pauses") }
        await untilCancelled()
        throw CancellationError()
      }
    ) { unit, pause in
      journal.add("begin \(unit.id)")
      // The second comes to its pause once the first was woken.
      if unit.id == 1 { for await _ in waits.stream {} }
      return await pause(for: .seconds(7200)) ? .succeeded : .interrupted
    }
    intake.open()
    await loop.claim()
    await journal.wait(for: "pauses")
    await journal.wait(for: "begin 1")
    async let stop: Void = loop.stop(deadline: .now + .seconds(3600))
    await journal.wait(for: "interrupted 0")
    waits.continuation.finish()
    try await stop
    #expect(journal.lines.contains("interrupted 1") && journal.lines.filter { $0 == "pauses" }.count == 1)
  }

  @Test func `a store in memory keeps the contract of every store`() async throws {
    #expect(try await WorkStoreContract.broken { NumberStore($0) } == [])
  }

  @Test func `a store that gives a unit to two is found out`() async throws {
    let broken = try await WorkStoreContract.broken { NumberStore($0, givesTwice: true) }
    #expect(broken.contains { $0.hasPrefix("each unit is claimed once: 3 were there") }, "\(broken)")
    #expect(broken.contains { $0.hasPrefix("however many claim at the same time") })
  }
}
