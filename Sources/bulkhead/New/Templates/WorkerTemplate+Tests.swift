extension WorkerTemplate {
  /// In the same process, and of the real one.
  static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/Process/ProcessTests.swift",
      ##"""
      import HTTP
      import IO
      import JSON
      import TestSupport
      import Testing

      /// The real process, and the signals that an orchestrator sends.
      @Suite struct ProcessTests {
        private let busy = ["INTERVAL": "1ms"]

        @Test func `it works, says that it is well, and counts`() async throws {
          let process = try ServiceProcess("{{name}}", settings: busy)
          _ = try await process.record("unit done")
          let health = "http://\(try await process.address("health"))"
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          let client = Client(on: loops)
          for path in ["/livez", "/readyz"] { #expect(try await client.send(ClientRequest(.get, health + path)).status == .ok) }
          let metrics = try await client.send(ClientRequest(.get, "\(health)/metrics"))
          let text = String(decoding: try await metrics.body.collect(upTo: 1 << 20), as: UTF8.self)
          #expect(text.contains(#"{{metric}}_units_total{outcome="done"} "#), "\(text)")
          process.terminate()
          #expect(try await process.ending() == .exit(0))
        }

        @Test func `wrong settings end it with 78 before it opens anything`() async throws {
          let process = try ServiceProcess("{{name}}", settings: ["INTERVAL": "soon", "HEALTH_PORT": "high"])
          #expect(try await process.ending() == .exit(78))
          #expect(process.output.isEmpty)
          for mistake in ["INTERVAL: expected a duration", "HEALTH_PORT: expected a port"] {
            #expect(process.errorOutput.contains(mistake), "\(process.errorOutput)")
          }
        }

        @Test func `from SIGTERM on nothing is claimed, however long the process goes on`() async throws {
          let process = try ServiceProcess("{{name}}", settings: busy.merging(["SHUTDOWN_DELAY": "2s"]) { $1 })
          _ = try await process.record("unit done")
          let late = try await ServiceContract.claimsWhileDraining(of: process) { process.records("unit claimed").compactMap { $0["time"]?.string } }
          #expect(late == [])
          #expect(process.records("unit claimed").count == process.records("unit done").count, "what was claimed is done")
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Tests/Work/WorkLoopTests.swift",
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
  ]
}
