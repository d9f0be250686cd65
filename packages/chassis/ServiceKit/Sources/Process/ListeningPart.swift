import HTTP
import IO
import Lifecycle

/// A server as a part that reports the address it listens on.
struct ListeningPart: Part {
  let server: Server
  let ports: BoundPorts

  var name: String { server.name }

  func start() async throws {
    try await server.start()
    if let address = server.address { ports.add(name, address) }
  }

  func run() async throws { try await server.run() }
  func check() async throws { try await server.check() }
  func quiesce() async { await server.quiesce() }
  func stop(deadline: ContinuousClock.Instant) async throws { try await server.stop(deadline: deadline) }
}
