import Addresses

/// The address of a socket: an IP address and a port (ip(7)), or a path of the file system (unix(7)).
public enum SocketAddress: Sendable, Hashable {
  /// A numeric IPv4 or IPv6 address, as text, an IPv6 address with its zone where it has one; port 0 takes a free one when binding.
  case ip(String, port: UInt16)
  /// A path of the file system, 107 bytes at most.
  case unix(path: String)

  /// The address that the text, written as `description` writes it, stands for: `127.0.0.1:80`, `[::1]:80`, `unix:/run/x.sock`. `nil` for
  /// any other text; a name is no address.
  public init?(_ text: String) {
    if text.hasPrefix("unix:") {
      self = .unix(path: String(text.dropFirst(5)))
    } else {
      guard let colon = text.lastIndex(of: ":"), let port = PortNumber.parse(text[text.index(after: colon)...]) else { return nil }
      var host = text[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
      self = .ip(String(host), port: port)
    }
    if RawAddress(self) == nil { return nil }
  }

  /// The port; `nil` for a path.
  public var port: UInt16? {
    if case .ip(_, let port) = self { return port }
    return nil
  }
}

extension SocketAddress: CustomStringConvertible {
  /// The address as text: `127.0.0.1:80`, `[::1]:80`, `unix:/run/x.sock`.
  public var description: String {
    switch self {
    case .ip(let host, let port): host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
