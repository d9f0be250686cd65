/// A worker: a loop that claims units of work while the process is ready, a setting, a metric.
enum WorkerTemplate {
  static let purpose = "Counts units of work, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + [readme]
        + ServiceTemplate.descriptions(ports: #"["health"]"#, replicas: #"{ "minimum": 1, "maximum": 1 }"#, setting: setting),
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["IO", "Lifecycle", "ServiceKit", "Telemetry"],
        testDependencies: ["IO", "JSON", "Lifecycle", "Telemetry", "TestSupport", "{{Module}}"], arguments: "swiftSettings: chassis"))
  }

  /// What the process is made of.
  private static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Sources/WorkLoop.swift",
      ##"""
      import IO
      import Lifecycle
      import Synchronization
      import Telemetry

      /// Claims units of work one after another, and does each to its end.
      final class WorkLoop: Part {
        typealias Work = @Sendable (WorkUnit) async throws -> Void

        let name = "work"

        private let source: any WorkSource
        private let work: Work
        private let interval: Duration
        /// Asked before each claim: closed while the process is not ready, and for good from SIGTERM on.
        private let intake: Intake
        private let loops: EventLoops
        private let logger: Logger
        private let units: Labelled<Counter>
        private let state = Mutex(State())

        private struct State {
          var claims: Task<Void, Never>?
          /// The unit in flight.
          var unit: Task<Void, Never>?
        }

        /// - Parameter interval: from the end of a unit to the next claim.
        init(
          _ source: any WorkSource, every interval: Duration, intake: Intake, loops: EventLoops, _ logger: Logger, _ metrics: Metrics,
          work: @escaping Work
        ) {
          self.source = source
          self.work = work
          self.interval = interval
          self.intake = intake
          self.loops = loops
          self.logger = logger
          let help = "Units of work that ended, by how: done or failed."
          units = metrics.counter("{{metric}}_units", help: help, labels: ["outcome"])
        }

        func start() async throws {
          state.withLock { $0.claims = Task(executorPreference: loops.next()) { await self.claimUntilQuiet() } }
        }

        func quiesce() async { state.withLock { $0.claims }?.cancel() }

        func stop(deadline: ContinuousClock.Instant) async throws {
          await quiesce()
          let claims = state.withLock { $0.claims }
          let left = max(.zero, deadline - .now)
          guard case .timedOut = await withTimeLimit(left, on: nil, by: .pool, { await claims?.value }) else { return }
          state.withLock { $0.unit }?.cancel()
          throw DrainError(part: name, unfinished: 1)
        }

        private func claimUntilQuiet() async {
          while !Task.isCancelled {
            if let unit = await claim() { await finish(unit) }
            do { try await EventLoop.sleep(until: .after(interval)) } catch { return }
          }
        }

        private func claim() async -> WorkUnit? {
          guard intake.isOpen else { return nil }
          do {
            guard let unit = try await source.claim() else { return nil }
            logger.debug("unit claimed", ["unit": .int(unit.number)])
            return unit
          } catch {
            logger.warning("no unit could be claimed", ["reason": .describing(error)])
            return nil
          }
        }

        /// Does the unit in a task of its own, so that the end of claiming does not end the unit as well.
        private func finish(_ unit: WorkUnit) async {
          let task = Task(executorPreference: loops.next()) { [self] in
            do {
              try await work(unit)
              units.with(["done"]).increment()
            } catch {
              units.with(["failed"]).increment()
              logger.error("unit failed", ["unit": .int(unit.number), "reason": .describing(error)])
            }
          }
          state.withLock { $0.unit = task }
          await task.value
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/WorkSource.swift",
      ##"""
      import Synchronization

      /// A unit of work: claimed, done and finished as a whole.
      struct WorkUnit: Sendable, Equatable {
        let number: Int
      }

      /// Where units of work come from: what a queue's claim stands behind.
      protocol WorkSource: Sendable {
        /// The next unit, which is the caller's from here on; `nil` where there is none now.
        func claim() async throws -> WorkUnit?
      }

      /// Units that are never at an end, numbered from 1.
      final class NumberedUnits: WorkSource {
        private let claimed = Atomic(0)

        func claim() -> WorkUnit? { WorkUnit(number: claimed.add(1, ordering: .relaxed).newValue) }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/{{Module}}.swift",
      ##"""
      import ServiceKit

      /// {{purpose}}
      @main
      struct {{Module}}: Service {
        static let name = "{{name}}"
        static let kind = ServiceKind.worker

        struct Settings: ServiceSettings {
          let interval: Duration

          init(from reader: inout SettingsReader) {
            interval = reader.duration(
              "INTERVAL", "How long to wait between one unit of work and the next.", default: .seconds(1), in: .milliseconds(1) ... .seconds(60))
          }
        }

        static func run(_ settings: Settings, _ context: ServiceContext) async throws {
          let logger = context.logger
          let loop = WorkLoop(NumberedUnits(), every: settings.interval, intake: context.intake, loops: context.loops, logger, context.metrics) { unit in
            logger.info("unit done", ["unit": .int(unit.number)])
          }
          try await context.run([loop])
        }
      }

      """##),
  ]

  /// The loop, and the contract of the real process.
  private static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/WorkLoopTests.swift",
      ##"""
      import IO
      import Lifecycle
      import Synchronization
      import Telemetry
      import TestSupport
      import Testing

      @testable import {{Module}}

      @Suite struct WorkLoopTests {
        struct Mishap: Error {}

        /// A loop whose units wait until they may end, and what became of them.
        private final class Bench: Sendable {
          let loops: EventLoops
          let intake = Intake()
          let metrics = Metrics()
          let begun = Atomic(0)
          let ended = Atomic(0)
          let mayEnd = Atomic(false)

          init(_ loops: EventLoops) {
            self.loops = loops
            intake.open()
          }

          func loop(_ work: @escaping @Sendable (WorkUnit) throws -> Void = { _ in }) -> WorkLoop {
            let logger = Logger("work", output: .inMemory())
            return WorkLoop(NumberedUnits(), every: .milliseconds(1), intake: intake, loops: loops, logger, metrics) { [self] unit in
              begun.add(1, ordering: .relaxed)
              try work(unit)
              while !mayEnd.load(ordering: .relaxed) { try await EventLoop.sleep(until: .after(.milliseconds(1))) }
              ended.add(1, ordering: .relaxed)
            }
          }

          func wait(until condition: () -> Bool) async throws {
            let deadline = ContinuousClock.now + .seconds(60)
            while !condition() {
              try #require(ContinuousClock.now < deadline)
              try await Task.sleep(for: .milliseconds(1))
            }
          }

          func count(_ line: String) -> Bool { String(decoding: metrics.write(.prometheus), as: UTF8.self).contains("\n\(line)\n") }
        }

        @Test func `a unit in flight is let to its end, and no other begins`() async throws {
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          let bench = Bench(loops)
          let loop = bench.loop()
          try await loop.start()
          try await bench.wait { bench.begun.load(ordering: .relaxed) == 1 }
          await loop.quiesce()
          async let stop: Void = loop.stop(deadline: .now + .seconds(60))
          bench.mayEnd.store(true, ordering: .relaxed)
          try await stop
          #expect(bench.begun.load(ordering: .relaxed) == 1 && bench.ended.load(ordering: .relaxed) == 1)
          #expect(bench.count(#"{{metric}}_units_total{outcome="done"} 1"#))
        }

        @Test func `a unit that outlasts the deadline is cut off, and that is said`() async throws {
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          let bench = Bench(loops)
          let loop = bench.loop()
          try await loop.start()
          try await bench.wait { bench.begun.load(ordering: .relaxed) == 1 }
          await #expect(throws: DrainError(part: "work", unfinished: 1)) { try await loop.stop(deadline: .now) }
          try await bench.wait { bench.count(#"{{metric}}_units_total{outcome="failed"} 1"#) }
          #expect(bench.ended.load(ordering: .relaxed) == 0)
        }

        @Test func `a unit that fails is counted, and the next is claimed`() async throws {
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          let bench = Bench(loops)
          bench.mayEnd.store(true, ordering: .relaxed)
          let loop = bench.loop { unit in if unit.number == 1 { throw Mishap() } }
          try await loop.start()
          try await bench.wait { bench.ended.load(ordering: .relaxed) > 0 }
          try await loop.stop(deadline: .now + .seconds(60))
          #expect(bench.count(#"{{metric}}_units_total{outcome="failed"} 1"#))
        }

        @Test func `while the process is not ready nothing is claimed`() async throws {
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          let bench = Bench(loops)
          bench.mayEnd.store(true, ordering: .relaxed)
          let loop = bench.loop { [intake = bench.intake] _ in intake.close() }
          try await loop.start()
          try await bench.wait { bench.ended.load(ordering: .relaxed) == 1 }
          bench.intake.open()
          try await bench.wait { bench.ended.load(ordering: .relaxed) == 2 }
          try await loop.stop(deadline: .now + .seconds(60))
          #expect(bench.begun.load(ordering: .relaxed) == 2, "each closed the intake, and the next began when it was opened again")
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Tests/ContractTests.swift",
      ##"""
      import JSON
      import TestSupport
      import Testing

      @Suite struct ContractTests {
        @Test func `the process keeps what every service promises`() async throws {
          for promise in try await ServiceContract.brokenPromises(of: "{{name}}") { Issue.record("\(promise)") }
        }

        @Test func `from SIGTERM on nothing is claimed, however long the process goes on`() async throws {
          let process = try ServiceProcess(
            "{{name}}", settings: ["INTERVAL": "1ms", "LOG_LEVEL": "debug", "SHUTDOWN_DELAY": "2s"])
          _ = try await process.record("unit done")
          let late = try await ServiceContract.claimsWhileDraining(of: process) {
            process.records("unit claimed").compactMap { $0["time"]?.string }
          }
          #expect(late == [])
        }
      }

      """##),
  ]

  private static let readme = Template.File(
    "services/{{name}}/README.md",
    ##"""
    # {{name}}

    {{purpose}}

    ```sh
    {{name}}     # until SIGTERM; or fleet up {{name}}
    ```


    """##
      + ServiceTemplate.readmeEnd(
        watching: """
          - **Logs**: `unit done` (info), `unit failed` (error), `unit claimed` (debug), each with the unit's number.
          - **Metrics** on the health port: `{{metric}}_units_total{outcome}`.
          """,
        limits: "Units live in memory: a process that starts again begins with the first, and several processes do the same units each."))

  private static let setting = """
        {
          "key": "INTERVAL",
          "kind": "duration",
          "help": "How long to wait between one unit of work and the next.",
          "required": false,
          "secret": false,
          "own": true,
          "default": "1s",
          "range": [
            "1ms",
            "1m"
          ]
        }
    """
}
