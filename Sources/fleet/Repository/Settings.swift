import CommandLine
import Platform
import ServiceDescription

/// Where the settings of the processes come from: the environment first, then `.env`, then what `service.json` says.
struct Settings: Sendable {
  let environment: [String: String]
  let file: DotEnvironment

  /// Reads `.env` in the root, where there is one.
  init(root: String, environment: [String: String]) throws {
    self.environment = environment
    let path = "\(root)/.env"
    file = try File.status(path) == nil ? DotEnvironment() : DotEnvironment(parsing: Self.read(path), path: ".env")
  }

  private static let fileLimit = 1 << 20

  private static func read(_ path: String) throws -> [UInt8] {
    do throws(RegularFileError) {
      return try File.readRegular(path, upTo: fileLimit)
    } catch {
      switch error {
      case .notRegular: throw Failure(placed: "\(path): not a file")
      case .tooLarge: throw Failure(placed: "\(path): larger than \(fileLimit) bytes")
      case .unreadable(let error): throw error
      }
    }
  }

  /// Set for each process by the fleet itself, so that no two processes want the same port.
  static let ports = ["PORT", "HEALTH_PORT", "ADMIN_PORT"]

  /// The server that services with a schema use, where it is given; else the fleet runs one of its own.
  static let database = ServiceDescription.databaseVariable

  var hasDatabase: Bool { !(environment[Self.database] ?? file.values[Self.database] ?? "").isEmpty }

  /// The ports that the environment or `.env` sets, which nobody is given.
  var unusedPorts: [String] { Self.ports.filter { environment[$0] != nil || file.values[$0] != nil } }

  /// What a service finds in its environment, but for what the fleet decides: ports and addresses of others.
  func variables(of service: ServiceDescription) -> [String: String] {
    var variables: [String: String] = [:]
    for setting in service.environment { variables[setting.key] = setting.value }
    variables.merge(file.values) { _, new in new }
    variables.merge(environment) { _, new in new }
    for port in Self.ports { variables[port] = nil }
    return variables
  }

  /// The port that `service.json` would have it on; `nil` where it does not say, or says no number.
  static func preferredPort(of service: ServiceDescription) -> UInt16? {
    service.environment.last { $0.key == "PORT" }.flatMap { UInt16($0.value) }.flatMap { $0 == 0 ? nil : $0 }
  }
}
