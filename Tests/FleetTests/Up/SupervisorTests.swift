import CommandLine
import Platform
import ServiceDescription
import TestSupport
import Testing

@testable import Fleet

@Suite struct SupervisorTests {
  private let start = ContinuousClock.now

  private func service(_ name: String, needs: [String] = [], calls: [String] = []) -> ServiceDescription {
    ServiceDescription(name: name, kind: .worker, needs: needs.map { .init($0) }, calls: calls.map { .init($0) })
  }

  private func supervisor(_ services: [ServiceDescription], waitsForBuilds: Bool = false) throws -> Supervisor {
    let order = try ServiceOrder(services.map { .init($0, path: "services/\($0.name)/service.json") })
    return Supervisor(order.services, limits: .init(start: .seconds(10), stop: { _ in .seconds(5) }), waitsForBuilds: waitsForBuilds)
  }

  @Test func `what is needed is ready before what needs it starts`() throws {
    var fleet = try supervisor([service("a", needs: ["b", "c"]), service("b"), service("c")])
    #expect(fleet.begin(start) == [.start("b"), .start("c")])
    #expect(fleet.handle(.ready("b"), start) == [.say(.ready("b", after: .zero))])
    #expect(fleet.handle(.ready("c"), start + .seconds(1)) == [.say(.ready("c", after: .seconds(1))), .start("a")])
    #expect(fleet.handle(.ready("a"), start + .seconds(2)) == [.say(.ready("a", after: .seconds(1))), .settled])
  }

  @Test func `the database comes before those that need it alone, and goes after them`() throws {
    var stored = service("a")
    stored.database = true
    var fleet = Supervisor([stored, service("b")], hasDatabase: true)
    let database = DatabaseServer.name
    #expect(fleet.begin(start) == [.start(database), .start("b")])
    #expect(fleet.handle(.ready("b"), start) == [.say(.ready("b", after: .zero))])
    #expect(fleet.handle(.ready(database), start) == [.say(.ready(database, after: .zero)), .start("a")])
    _ = fleet.handle(.ready("a"), start)
    #expect(fleet.handle(.interrupted, start) == [.say(.stopping), .terminate("b"), .terminate("a")])
    #expect(fleet.handle(.ended("a", .exit(0), lastLines: []), start) == [.terminate(database)])

    var without = Supervisor([stored, service("b")], hasDatabase: true)
    _ = without.begin(start)
    let reason = Member.Ending.notStarted("not installed")
    #expect(without.handle(.notStarted(database, reason: "not installed"), start) == [.say(.ended(database, reason, lastLines: []))])
    #expect(without.handle(.ready("b"), start) == [.say(.ready("b", after: .zero)), .say(.cannotStart("a", needs: [database])), .settled])
  }

  @Test func `a crash is told, the rest goes on, and the fleet does not end well`() throws {
    var fleet = try supervisor([service("a"), service("b"), service("c", needs: ["a"])])
    _ = fleet.begin(start)
    #expect(fleet.handle(.ready("b"), start) == [.say(.ready("b", after: .zero))])
    #expect(
      fleet.handle(.ended("a", .exit(7), lastLines: ["oh"]), start) == [
        .say(.ended("a", .process(.exit(7)), lastLines: ["oh"])), .say(.cannotStart("c", needs: ["a"])), .settled,
      ])
    #expect(fleet.handle(.interrupted, start) == [.say(.stopping), .terminate("b")])
    #expect(fleet.handle(.ended("b", .exit(0), lastLines: []), start) == [.finish(code: .findings)])
  }

  @Test func `when the last process has ended there is nothing to run`() throws {
    var fleet = try supervisor([service("a")])
    _ = fleet.begin(start)
    #expect(fleet.handle(.ended("a", .exit(0), lastLines: []), start).last == .finish(code: .findings))
    var watching = try supervisor([service("a")], waitsForBuilds: true)
    _ = watching.begin(start)
    #expect(watching.handle(.ended("a", .exit(0), lastLines: []), start).last == .settled)
    #expect(watching.handle(.rebuilt(["a"]), start) == [.start("a")])
  }

  @Test func `they stop in reverse order, those that are called after those that call`() throws {
    var fleet = try supervisor([service("a", needs: ["b"]), service("b", calls: ["c"]), service("c"), service("d")])
    _ = fleet.begin(start)
    for name in ["c", "b", "d", "a"] { _ = fleet.handle(.ready(name), start) }
    #expect(fleet.handle(.interrupted, start) == [.say(.stopping), .terminate("d"), .terminate("a")])
    #expect(fleet.handle(.ended("a", .exit(0), lastLines: []), start) == [.terminate("b")])
    #expect(fleet.handle(.ended("d", .exit(0), lastLines: []), start) == [])
    #expect(fleet.handle(.ended("b", .exit(0), lastLines: []), start) == [.terminate("c")])
    #expect(fleet.handle(.ended("c", .exit(0), lastLines: []), start) == [.finish(code: .success)])
  }

  @Test func `what does not end in time is killed, and that is no good end`() throws {
    var fleet = try supervisor([service("a")])
    _ = fleet.begin(start)
    _ = fleet.handle(.ready("a"), start)
    _ = fleet.handle(.interrupted, start)
    #expect(fleet.handle(.tick, start + .seconds(4)) == [])
    #expect(fleet.handle(.tick, start + .seconds(5)) == [.say(.killed("a", after: .seconds(5))), .kill("a")])
    #expect(fleet.handle(.tick, start + .seconds(6)) == [])
    #expect(fleet.handle(.ended("a", .signal(9), lastLines: []), start + .seconds(6)) == [.finish(code: .findings)])
  }

  @Test func `what is not ready in time is told once, and may become so later`() throws {
    var fleet = try supervisor([service("a"), service("b", needs: ["a"])])
    _ = fleet.begin(start)
    #expect(fleet.handle(.tick, start + .seconds(1)) == [])
    #expect(fleet.handle(.tick, start + .seconds(4)) == [.say(.waiting("a", isFor: []))])
    #expect(fleet.handle(.tick, start + .seconds(5)) == [])
    #expect(
      fleet.handle(.tick, start + .seconds(10)) == [.say(.late("a", limit: .seconds(10))), .say(.cannotStart("b", needs: ["a"])), .settled])
    #expect(fleet.handle(.tick, start + .seconds(11)) == [])
    #expect(fleet.handle(.ready("a"), start + .seconds(12)) == [.say(.ready("a", after: .seconds(12))), .start("b")])
  }

  @Test func `an interrupt while starting ends what runs and starts no more`() throws {
    var fleet = try supervisor([service("a"), service("b", needs: ["a"])])
    _ = fleet.begin(start)
    #expect(fleet.handle(.interrupted, start) == [.say(.stopping), .terminate("a")])
    #expect(fleet.handle(.ready("a"), start) == [])
    #expect(fleet.handle(.ended("a", .exit(0), lastLines: []), start) == [.finish(code: .success)])
    #expect(fleet.handle(.interrupted, start) == [])
  }

  @Test func `a program that cannot be started is told`() throws {
    var fleet = try supervisor([service("a")])
    _ = fleet.begin(start)
    #expect(
      fleet.handle(.notStarted("a", reason: "why"), start) == [.say(.ended("a", .notStarted("why"), lastLines: [])), .finish(code: .findings)])
  }

  @Test func `what was built anew drains and starts again, and its crash is forgotten`() throws {
    var fleet = try supervisor([service("a"), service("b")], waitsForBuilds: true)
    _ = fleet.begin(start)
    for name in ["a", "b"] { _ = fleet.handle(.ready(name), start) }
    #expect(fleet.handle(.rebuilt(["a"]), start) == [.terminate("a")])
    #expect(fleet.handle(.rebuilt(["a"]), start) == [])
    #expect(fleet.handle(.ended("a", .exit(0), lastLines: []), start) == [.start("a")])
    _ = fleet.handle(.ended("a", .signal(11), lastLines: []), start)
    #expect(fleet.handle(.rebuilt(["a"]), start) == [.start("a")])
    #expect(fleet.handle(.interrupted, start) == [.say(.stopping), .terminate("b"), .terminate("a")])
    _ = fleet.handle(.ended("a", .exit(0), lastLines: []), start)
    #expect(fleet.handle(.ended("b", .exit(0), lastLines: []), start) == [.finish(code: .success)])
  }

  /// Plays the world: processes that are started may become ready, crash, or linger, in any order.
  @Test func `whatever happens, order is kept and every fleet comes to its end`() throws {
    var generator = SeededGenerator(for: "whatever happens, order is kept and every fleet comes to its end")
    for _ in 0..<300 {
      let names = (0..<Int.random(in: 1...6, using: &generator)).map { "s\($0)" }
      let services = names.enumerated().map { index, name in
        service(
          name, needs: names[..<index].filter { _ in Int.random(in: 0..<3, using: &generator) == 0 },
          calls: names.filter { $0 != name && Int.random(in: 0..<5, using: &generator) == 0 })
      }
      var fleet = try supervisor(services, waitsForBuilds: Bool.random(using: &generator))
      var now = start
      var alive: Set<String> = []
      var code: ExitCode?
      var steps = 0
      func carryOut(_ actions: [Supervisor.Action]) {
        for action in actions {
          #expect(code == nil, "nothing comes after the end")
          switch action {
          case .start(let name):
            #expect(alive.insert(name).inserted && !fleet.isEnding)
            let needs = services.first { $0.name == name }!.needs.map(\.name)
            #expect(needs.allSatisfy { fleet.member($0)?.isReady == true }, "\(name) starts when what it needs is ready")
          case .terminate(let name), .kill(let name):
            #expect(alive.contains(name))
            if fleet.isEnding, case .terminate = action {
              let stands = services.filter { $0.needs.contains { $0.name == name } && fleet.member($0.name)?.isAlive == true }
              #expect(stands.isEmpty, "\(name) ends after what needs it")
            }
          case .finish(let result):
            #expect(alive.isEmpty)
            code = result
          case .say, .settled: break
          }
        }
      }
      carryOut(fleet.begin(now))
      while code == nil {
        steps += 1
        now += .milliseconds(Int.random(in: 0...3000, using: &generator))
        let name = names.randomElement(using: &generator)!
        let ending: GuardedProcess.Ending = Bool.random(using: &generator) ? .exit(0) : .signal(9)
        let event: Supervisor.Event =
          switch Int.random(in: 0..<12, using: &generator) {
          case 0...4: .ready(name)
          case 5: .ended(name, ending, lastLines: [])
          case 6 where steps > 30: .interrupted
          case 7: .rebuilt([name])
          case 8 where fleet.isEnding: .ended(name, ending, lastLines: [])
          default: .tick
          }
        // Only what runs becomes ready or ends.
        switch event {
        case .ready where !alive.contains(name), .ended where !alive.contains(name): continue
        case .ended: alive.remove(name)
        default: break
        }
        carryOut(fleet.handle(event, now))
        try #require(steps < 5000, "the fleet does not come to its end")
      }
    }
  }
}
