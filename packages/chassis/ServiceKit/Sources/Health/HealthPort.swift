import HTTP
import IO
import Lifecycle

/// The port of health. It opens before the first part starts, and closes after the last has stopped.
struct HealthPort {
  private let server: Server

  /// Opens the port.
  ///
  /// - Parameter loops: The loops that serve it, apart from the service's, which may be stuck.
  static func open(_ context: ServiceContext, _ router: Router, on loops: EventLoops) async throws -> HealthPort {
    let address = SocketAddress.ip(context.settings.host, port: context.settings.healthPort)
    let port = HealthPort(server: Server(at: address, on: loops, name: "health", configuration: .health, handler: router.handler))
    do { try await port.server.start() } catch { throw HealthPortError(reason: "\(error)") }
    if let address = port.server.address { context.ports.add("health", address) }
    return port
  }

  /// Closes the port. Requests in progress have a second to be answered.
  func close() async {
    try? await server.stop(deadline: .now + .seconds(1))
  }
}

/// The reason why the health port cannot be opened.
struct HealthPortError: Error, CustomStringConvertible {
  let reason: String
  var description: String { "health port: \(reason); HEALTH_PORT chooses another, and 0 a free one" }
}
