import Calendar
import IO
import ServiceDescription

/// What one process of the fleet finds in its environment.
struct ChildEnvironment: Sendable {
  var variables: [String: String]

  /// Where it will listen, where that is settled before it starts: its log will not say so.
  private(set) var settledAddresses: ProcessAddresses?

  /// - Parameters:
  ///   - ports: those that were settled for servers.
  ///   - fleetFile: told to the app alone.
  ///   - databaseURL: of the service's schema in the private database.
  init(of service: ServiceDescription, _ settings: Settings, ports: Ports, fleetFile: String?, databaseURL: String? = nil) {
    variables = settings.variables(of: service)
    if let databaseURL { variables[Settings.database] = databaseURL }
    // The fleet shows records as a person reads them, or as they are; for both it must get them as they are.
    variables["LOG_FORMAT"] = "json"
    for call in service.calls where variables[ServiceDescription.addressVariable(of: call.name)] == nil {
      let port = ports.http(call.name)
      if port != 0 { variables[ServiceDescription.addressVariable(of: call.name)] = "http://127.0.0.1:\(port)" }
    }
    if let fleetFile { variables["FLEET_FILE"] = fleetFile }

    var http = ports.http(service.name)
    var health: UInt16 = 0
    if Self.isQuiet(variables["LOG_LEVEL"]) {
      // The line that names the ports is not logged at this level.
      let host = variables["HOST"] ?? "127.0.0.1"
      if http == 0 && service.ports.contains(.http) { http = Ports.freePort() ?? 0 }
      health = Ports.freePort() ?? 0
      settledAddresses = ProcessAddresses(
        http: service.ports.contains(.http) ? "\(SocketAddress.ip(host, port: http))" : nil, health: "\(SocketAddress.ip(host, port: health))")
    }
    if service.ports.contains(.http) { variables["PORT"] = "\(http)" }
    variables["HEALTH_PORT"] = "\(health)"
    variables["ADMIN_PORT"] = "0"
  }

  /// `KEY=VALUE` strings.
  var strings: [String] { variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  /// How long the process has to end once it is asked to: what it takes for itself, and a little more.
  var stopLimit: Duration {
    let own = { (key: String, fallback: Duration) in variables[key].flatMap(DurationText.parse) ?? fallback }
    return own("SHUTDOWN_DELAY", .zero) + own("SHUTDOWN_TIMEOUT", .seconds(30)) + .seconds(5)
  }

  /// - Parameter levels: `warning`, or `warning,http=debug`.
  private static func isQuiet(_ levels: String?) -> Bool {
    (levels ?? "").split(separator: ",").contains { ["warning", "error", "critical"].contains($0.lowercased()) }
  }
}
