import HTTP
import IO
import Lifecycle

/// The port on which health is asked for. It opens before the first part starts, and closes after the last has stopped.
struct HealthPort {
  private let server: any Part
  private let work: Task<Void, any Error>

  /// - Parameter loops: where it answers: apart from the service's, which may be stuck.
  static func open(_ context: ServiceContext, _ router: Router, on loops: EventLoops) async throws -> HealthPort {
    let address = SocketAddress.ip(context.settings.host, port: context.settings.healthPort)
    let server = InterimServer("health", address, on: loops, router.handler) { context.ports.add("health", $0) }
    try await server.start()
    context.ports.announce()
    return HealthPort(server: server, work: Task(executorPreference: loops.all[0]) { try await server.run() })
  }

  func close() async {
    await server.quiesce()
    try? await server.stop(deadline: .now + .milliseconds(500))
    work.cancel()
  }
}
