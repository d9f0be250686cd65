/// Where a socket is: an IP address and a port, or a path of the file system.
public enum SocketAddress: Sendable, Hashable {
  /// A numeric IPv4 or IPv6 address, as text; port 0 takes a free one when binding.
  case ip(String, port: UInt16)
  case unix(path: String)
}
