import ServiceDescription

extension Deployable {
  /// The port that it listens on where nothing else is set; `nil` where it has no such port.
  func port(_ port: ServiceDescription.Port) -> Int? {
    guard description.ports.contains(port) else { return nil }
    return settings[port.setting]?.defaultValue.flatMap { Int($0) }
  }

  /// What it must be told of others: the addresses of those it calls, and of the health of those it watches.
  ///
  /// - Parameter host: the name by which it reaches another.
  func addresses(_ calls: CallGraph, host: (Deployable) -> String) -> [(key: String, value: String)] {
    var addresses = calls.callees(of: self).compactMap { callee in
      callee.port(.http).map { (key: callee.description.addressVariable, value: "http://\(host(callee)):\($0)") }
    }
    let watched = calls.watched(by: self).compactMap { other in other.port(.health).map { "\(other.name)=http://\(host(other)):\($0)" } }
    if !watched.isEmpty { addresses.append((key: "FLEET", value: watched.joined(separator: ","))) }
    return addresses
  }
}

extension ServiceDescription.Port {
  /// The setting that says which it is.
  var setting: String {
    switch self {
    case .http: "PORT"
    case .health: "HEALTH_PORT"
    case .admin: "ADMIN_PORT"
    }
  }
}
