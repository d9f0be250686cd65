import Addresses

/// What a server's certificate has to be for: a host's name, or its IP address. The two are never mixed.
enum ServerName {
  case name(String)
  case address(String)

  /// `nil` for what is neither. A final dot, which DNS has and certificates have not, is left out.
  init?(_ host: String) {
    if let address = IPAddress(host) {
      self = .address(address.description)
      return
    }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    if !isName || name.isEmpty || name.utf8.count > 253 || name.hasPrefix(".") { return nil }
    self = .name(name)
  }

  /// Has the connection accept no certificate but one for this.
  func demand(of connection: OpenSSL.Connection, _ openSSL: OpenSSL) -> Bool {
    switch self {
    case .address(let text): return openSSL.setAddress(openSSL.verification(connection), text) == 1
    case .name(let name):
      openSSL.setHostFlags(connection, OpenSSL.hostFlags)
      return openSSL.setHost(connection, name) == 1
    }
  }

  /// Tells the server the name that it is asked for (SNI); addresses are not told.
  func tell(_ connection: OpenSSL.Connection, _ openSSL: OpenSSL) -> Bool {
    switch self {
    case .address: true
    case .name(let name): openSSL.setServerName(connection, name)
    }
  }
}
