import ServiceDescription

extension Deployable {
  /// Returns the port that it listens on by default; `nil` where it has no such port.
  func port(_ port: ServiceDescription.Port) -> Int? {
    guard description.ports.contains(port) else { return nil }
    return settings[port.setting]?.defaultValue.flatMap { Int($0) }
  }

  /// Returns the settings with the addresses of others: of those it calls, and of the health of those it watches.
  ///
  /// - Parameter host: Returns the name by which it reaches another.
  func addresses(_ calls: CallGraph, host: (Deployable) -> String) -> [(key: String, value: String)] {
    var addresses = calls.callees(of: self).compactMap { callee in
      callee.port(.http).map { (key: callee.description.addressVariable, value: "http://\(host(callee)):\($0)") }
    }
    if let fleet = fleet(calls, host: host) { addresses.append((key: Self.fleetVariable, value: fleet)) }
    return addresses
  }

  /// The variable with the health addresses of all watched processes.
  static let fleetVariable = "FLEET"

  /// Returns the health addresses of those that it watches; `nil` where it watches none.
  func fleet(_ calls: CallGraph, host: (Deployable) -> String) -> String? {
    let watched = calls.watched(by: self).compactMap { other in other.port(.health).map { "\(other.name)=http://\(host(other)):\($0)" } }
    return watched.isEmpty ? nil : watched.joined(separator: ",")
  }
}

extension ServiceDescription.Port {
  /// The setting of the port's number.
  var setting: String {
    switch self {
    case .http: "PORT"
    case .health: "HEALTH_PORT"
    case .admin: "ADMIN_PORT"
    }
  }
}
