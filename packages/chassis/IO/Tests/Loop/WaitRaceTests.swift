import IOTesting
import TestSupport
import Testing

@testable import IO

/// Everything that can end a wait, in any order and together: the wait ends once, with the first of them, and the next wait is its own.
struct WaitRaceTests {
  private enum Ending: CaseIterable { case event, deadline, cancel, cancelElsewhere, close }

  @Test func `a wait ends exactly once, whatever ends it`() async throws {
    var generator = SeededGenerator(for: "wait races")
    let plans = (0..<400).map { _ in (0..<Int.random(in: 1...4, using: &generator)).map { _ in Ending.allCases.randomElement(using: &generator)! } }
    try await withLoops(2) { loops in
      let (loop, elsewhere) = (loops.all[0], loops.all[1])
      for plan in plans {
        let sleeper = Sleeper(loop)
        let task = Task(executorPreference: loop) {
          await sleeper.wait(.read, until: plan.contains(.deadline) ? .after(.microseconds(300)) : .generous)
        }
        if plan.first != .cancel { try await wait { sleeper.isWaiting(.read) || plan.contains(.deadline) } }
        var possible: Set<WaitOutcome> = []
        for ending in plan {
          switch ending {
          case .event:
            sleeper.wake(.read)
            possible.insert(.ready)
          case .deadline: possible.insert(.timedOut)
          case .cancel:
            task.cancel()
            possible.insert(.cancelled)
          case .cancelElsewhere:
            elsewhere.execute { task.cancel() }
            possible.insert(.cancelled)
          case .close:
            sleeper.leave(.closed)
            possible.insert(.closed)
          }
        }
        // An event that came before the wait began is none of it; the deadline or a second call ends it then.
        if plan.allSatisfy({ $0 == .event || $0 == .deadline }) || possible == [.ready] { sleeper.wake(.read) }
        let outcome = await task.value
        #expect(possible.contains(outcome), "\(outcome) after \(plan)")
        sleeper.leave(.closed)
        #expect(!sleeper.isWaiting(.read))
      }
      #expect(loop.counts == (members: 0, timers: 0))
    }
  }

  @Test func `sockets survive every order of bytes, deadlines, cancellations and closes`() async throws {
    var generator = SeededGenerator(for: "socket races")
    let seeds = (0..<24).map { _ in generator.next() }
    try await withServer(loops: 2, echo) { listener, loops in
      try await withThrowingTaskGroup { group in
        for (position, seed) in seeds.enumerated() {
          group.addTask(executorPreference: loops.all[position % 2]) { try await Self.torment(listener.address, SeededGenerator(seed: seed)) }
        }
        try await group.waitForAll()
      }
    }
  }

  private static func torment(_ address: SocketAddress, _ start: SeededGenerator) async throws {
    var generator = start
    for _ in 0..<30 {
      let socket = try await Connector.connect(to: address, deadline: .generous)
      let loop = EventLoop.current!
      for _ in 0..<6 {
        let deadline: Deadline = Bool.random(using: &generator) ? .after(.microseconds(Int.random(in: 0..<2000, using: &generator))) : .generous
        let reading = Task(executorPreference: loop) { try await socket.read(count: 1, deadline: deadline) }
        if Bool.random(using: &generator) { await loop.yield() }
        let action = Int.random(in: 0..<4, using: &generator)
        if action != 1 || deadline > .after(.seconds(1)) { try? await socket.write("x") }
        if action == 2 { reading.cancel() }
        if action == 3 { socket.close() }
        do {
          let bytes = try await reading.value
          #expect(bytes.count == 1)
        } catch {
          let error = error as? IOError
          #expect(error == .timedOut || error == .cancelled || error == .closed)
        }
        if action == 3 { break }
      }
      socket.close()
    }
  }
}
