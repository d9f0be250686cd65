import IO
import Lifecycle
import Synchronization
import Telemetry
import Testing

@testable import ServiceKit

/// A worker's part, in the context that a service is given.
@Suite struct WorkerPartTests {
  private struct Store: WorkStore {
    struct Unit: Identifiable { let id: String }

    final class Ids: Sendable {
      let waiting: Mutex<[String]>
      init(_ ids: [String]) { waiting = Mutex(ids) }
    }

    let ids: Ids

    func claim() -> Unit? { ids.waiting.withLock { $0.isEmpty ? nil : Unit(id: $0.removeFirst()) } }
    func finish(_: Unit, _: WorkOutcome) {}
  }

  private struct Mishap: Error {}

  @Test func `units are worked on while the process is ready, counted by how they end, and those that fail are logged`() async throws {
    var reader = SettingsReader(SettingsEnvironment(["LOG_LEVEL": "critical", "EVENT_LOOPS": "1", "SHUTDOWN_TIMEOUT": "1h"]))
    let settings = ChassisSettings(kind: .worker, version: "1", from: &reader)
    let context = ServiceContext("sample", settings, try ServiceRuntime("sample", settings))
    let store = Store(ids: .init(["job-1", "job-2", "job-3"]))
    let isOnALoop = Atomic(true)
    let worker = context.worker(store, limit: 2, interval: .milliseconds(1)) { unit in
      if EventLoop.current == nil || TraceContext.current == nil { isOnALoop.store(false, ordering: .relaxed) }
      if unit.id == "job-2" { throw Mishap() }
    }
    let running = Task { try await context.run([worker]) }
    func metrics() -> String { String(decoding: context.metrics.write(.prometheus), as: UTF8.self) }
    #expect(await eventually { metrics().contains(#"work_units_total{worker="work",outcome="succeeded"} 2"#) })
    #expect(await eventually { metrics().contains(#"work_units_total{worker="work",outcome="failed"} 1"#) })
    #expect(await eventually { metrics().contains(#"work_units_in_flight{worker="work"} 0"#) })
    let wasOnALoop = isOnALoop.load(ordering: .relaxed)
    #expect(wasOnALoop, "a unit is worked on on a loop, in a trace")
    context.lifetime.shutDown("a test", by: context.loops.all[0])
    try await running.value
  }
}
