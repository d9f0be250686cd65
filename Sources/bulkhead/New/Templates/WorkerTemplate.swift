/// The template of a worker: a store of work, the work on each unit, a setting.
enum WorkerTemplate {
  static let purpose = "Counts units of work, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + [readme]
        + ServiceTemplate.descriptions(ports: #"["health"]"#, replicas: #"{ "minimum": 1, "maximum": 1 }"#, settings: setting),
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["IO", "Lifecycle", "ServiceKit", "Telemetry"],
        testDependencies: ["JSON", "LifecycleTesting", "TestSupport", "{{Module}}"], arguments: "swiftSettings: chassis"))
  }

  /// The sources of the process.
  private static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Sources/NumberStore.swift",
      ##"""
      import Lifecycle
      import Synchronization

      /// A store whose units of work are the numbers up to a last one. Replace it by a queue once work must survive a restart.
      final class NumberStore: WorkStore {
        struct Unit: Identifiable {
          let id: Int
        }

        private let last: Int
        private let claimed = Mutex(0)

        init(last: Int = .max) { self.last = last }

        func claim() -> Unit? {
          claimed.withLock { number in
            if number == last { return nil }
            number += 1
            return Unit(id: number)
          }
        }

        func finish(_ unit: Unit, _ outcome: WorkOutcome) {}
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/{{Module}}.swift",
      ##"""
      import IO
      import Lifecycle
      import ServiceKit
      import Telemetry

      /// {{purpose}}
      @main
      struct {{Module}}: Service {
        static let name = "{{name}}"
        static let kind = ServiceKind.worker

        struct Settings: ServiceSettings {
          let duration: Duration

          init(from reader: inout SettingsReader) {
            duration = reader.duration(
              "WORK_DURATION", "How long the work on a unit takes.", default: .seconds(1), in: .milliseconds(1) ... .seconds(60))
          }
        }

        static func run(_ settings: Settings, _ context: ServiceContext) async throws {
          let logger = context.logger
          let worker = context.worker(NumberStore()) { unit in
            try await EventLoop.sleep(until: .after(settings.duration))
            logger.info("unit done", ["unit": .int(unit.id)])
          }
          try await context.run([worker])
        }
      }

      """##),
  ]

  /// The tests: of the store, and of the contract of the real process.
  private static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/NumberStoreTests.swift",
      ##"""
      import LifecycleTesting
      import Testing

      @testable import {{Module}}

      @Suite struct NumberStoreTests {
        @Test func `it keeps what every store of work promises`() async throws {
          #expect(try await WorkStoreContract.broken { NumberStore(last: $0) } == [])
        }
      }

      """##),
    ServiceTemplate.contractTests(
      importing: ["JSON"],
      ##"""

        @Test func `from SIGTERM on nothing is claimed, however long the process goes on`() async throws {
          let process = try ServiceProcess(
            "{{name}}", settings: ["WORK_DURATION": "1ms", "LOG_LEVEL": "debug", "SHUTDOWN_DELAY": "2s"])
          _ = try await process.record("unit done")
          let late = try await ServiceContract.claimsWhileDraining(of: process) {
            process.records("unit claimed").compactMap { $0["time"]?.string }
          }
          #expect(late == [])
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
          - **Metrics** on the health port: `work_units_total{worker,outcome}`, `work_units_in_flight`, `work_duration_seconds`.
          """,
        limits: "Units are kept in memory: a process that restarts begins with the first one, and each of several processes works on all of them."))

  private static let setting = """
        {
          "key": "WORK_DURATION",
          "kind": "duration",
          "help": "How long the work on a unit takes.",
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
