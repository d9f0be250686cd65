import IO
import Synchronization
import Telemetry

/// The addresses that the process listens on. The log record `listening` names all of them: once health answers, and again when the
/// service's own port is open.
final class BoundPorts: Sendable {
  private let bound = Mutex<[(name: String, address: SocketAddress)]>([])
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  var all: [(name: String, address: SocketAddress)] { bound.withLock { $0 } }

  func add(_ name: String, _ address: SocketAddress) {
    let all = bound.withLock { bound in
      bound.append((name, address))
      return bound
    }
    logger.info("listening", LogFields(all.map { .init($0.name, .string("\($0.address)")) }))
  }
}
