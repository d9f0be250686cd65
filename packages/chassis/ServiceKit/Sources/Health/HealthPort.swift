import HTTP
import IO
import Lifecycle

/// The port on which health is asked for. It opens before the first part starts, and closes after the last has stopped.
struct HealthPort {
  private let server: Server

  /// - Parameter loops: where it answers: apart from the service's, which may be stuck.
  static func open(_ context: ServiceContext, _ router: Router, on loops: EventLoops) async throws -> HealthPort {
    let address = SocketAddress.ip(context.settings.host, port: context.settings.healthPort)
    let port = HealthPort(server: Server(at: address, on: loops, name: "health", configuration: .health, handler: router.handler))
    do { try await port.server.start() } catch { throw HealthPortError(reason: "\(error)") }
    if let address = port.server.address { context.ports.add("health", address) }
    return port
  }

  /// Answers what has been asked; what takes longer than a moment is cut off.
  func close() async {
    try? await server.stop(deadline: .now + .seconds(1))
  }
}

/// Why health cannot be asked for.
struct HealthPortError: Error, CustomStringConvertible {
  let reason: String
  var description: String { "health port: \(reason); HEALTH_PORT chooses another, and 0 a free one" }
}
