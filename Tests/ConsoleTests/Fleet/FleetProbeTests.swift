import HTTP
import IO
import TestSupport
import Testing

@testable import Console

@Suite struct FleetProbeTests {
  /// Asks a process whose health port answers with this router.
  private func look(_ declare: (inout Router) -> Void) async throws -> ProcessLook {
    var router = Router()
    declare(&router)
    let loops = try EventLoops(count: 1)
    let server = Server(at: .ip("127.0.0.1", port: 0), on: loops, name: "health", configuration: ServerConfiguration(), handler: router.handler)
    try await server.start()
    let address = try #require(server.address)
    var probe = FleetProbe(client: Client(on: loops))
    probe.timeout = .seconds(60)
    let look = await probe.look(FleetMember(name: "one", health: "http://\(address)"))
    try await server.stop(deadline: .now + .seconds(60))
    return look
  }

  private let report = #"{"service":"one","version":"2","status":"draining","uptimeSeconds":1,"checks":[]}"#

  @Test func `a process that is not ready tells why with its 503`() async throws {
    let look = try await look { router in
      router.get("/readyz") { [report] request in
        Response(
          request.query == "verbose" && request.headers["accept"] == "application/json" ? .serviceUnavailable : .notFound,
          body: .bytes(Array(report.utf8)))
      }
      router.get("/livez") { _ in Response(.ok) }
      router.get("/metrics") { _ in Response(.ok, body: .bytes(Array("process_resident_memory_bytes 5\n".utf8))) }
    }
    #expect(look.answer == .report(HealthReport(status: "draining", version: "2", uptimeSeconds: 1), isLive: true))
    #expect(look.sample?.residentMemory == 5)
  }

  @Test func `a process without metrics is shown without them, and one that is not live as such`() async throws {
    let look = try await look { router in
      router.get("/readyz") { [report] _ in Response(.ok, body: .bytes(Array(report.utf8))) }
      router.get("/livez") { _ in Response(.serviceUnavailable) }
    }
    guard case .report(_, isLive: false) = look.answer else {
      Issue.record("\(look.answer)")
      return
    }
    #expect(look.sample == nil)
  }

  @Test func `what is no health port is told so`() async throws {
    let look = try await look { $0.get("/") { _ in Response(.ok) } }
    guard case .none(let reason) = look.answer else {
      Issue.record("\(look.answer)")
      return
    }
    #expect(reason.contains("404"))
  }

  @Test func `a process that takes a connection and never answers is down when the time is up`() async throws {
    let loops = try EventLoops(count: 1)
    // The system takes connections for it; nobody reads them.
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    var probe = FleetProbe(client: Client(on: loops))
    probe.timeout = .milliseconds(50)
    let look = await probe.look(FleetMember(name: "one", health: "http://\(listener.address)"))
    listener.close()
    guard case .none(let reason) = look.answer else {
      Issue.record("\(look.answer)")
      return
    }
    #expect(reason.contains("does not answer"))
  }
}
