extension WorkerTemplate {
  /// What the process is made of.
  static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Sources/Settings.swift",
      ##"""
      import ServiceKit

      struct Settings: ServiceSettings {
        let interval: Duration

        init(from reader: inout SettingsReader) {
          interval = reader.duration(
            "INTERVAL", "How long to wait between one unit of work and the next.", default: .seconds(1), in: .milliseconds(1) ... .seconds(60))
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/Work/WorkLoop.swift",
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
      "services/{{name}}/Sources/Work/WorkSource.swift",
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
}
