import IO
import ServiceDescription

/// Which ports the processes are given.
///
/// Mostly 0: the process takes a free one and says which. A port is settled before only where others must know it earlier:
/// the one that `service.json` asks for, so that an address stays from run to run, and that of a service that is called by others.
struct Ports: Sendable {
  private var http: [String: UInt16] = [:]
  /// The ports that services ask for and do not get, for somebody else has them.
  private(set) var taken: [(service: String, port: UInt16)] = []

  init(_ services: [ServiceDescription]) {
    let called = Set(services.flatMap { $0.calls.map(\.name) })
    for service in services where service.ports.contains(.http) {
      let preferred = Settings.preferredPort(of: service)
      if let preferred, !http.values.contains(preferred), Self.isFree(preferred) {
        http[service.name] = preferred
        continue
      }
      if let preferred { taken.append((service.name, preferred)) }
      if called.contains(service.name) { http[service.name] = Self.freePort() }
    }
  }

  /// The port that a server is given; 0 for any.
  func http(_ name: String) -> UInt16 { http[name] ?? 0 }

  /// A process that starts again keeps its address.
  mutating func keep(_ address: String, for name: String) {
    if let port = SocketAddress(address)?.port { http[name] = port }
  }

  private static func isFree(_ port: UInt16) -> Bool {
    guard let listener = try? Listener.bind(.ip("127.0.0.1", port: port)) else { return false }
    listener.close()
    return true
  }

  static func freePort() -> UInt16? {
    guard let listener = try? Listener.bind(.ip("127.0.0.1", port: 0)) else { return nil }
    defer { listener.close() }
    return listener.address.port
  }
}
