import IO

/// Which addresses may be called: whoever writes a schedule must not reach what only this machine, its network or its cloud can.
///
/// It is asked about the address that is connected to, after names were resolved, so that no name leads around it.
struct AddressPolicy: Sendable {
  let allowsPrivate: Bool
  /// Allowed although they are not public.
  let allowed: [AddressRange]

  /// A path of the file system is no address, nor is one with a zone.
  func allows(_ address: SocketAddress) -> Bool {
    guard case .ip(let host, _) = address, let address = IPAddress(host) else { return false }
    return allows(address)
  }

  func allows(_ address: IPAddress) -> Bool {
    allowsPrivate || allowed.contains { $0.contains(address) } || Self.isPublic(address)
  }

  /// Neither of this host, a private or shared network, link-local, multicast, reserved or for documentation (RFC 6890 and the
  /// IANA registries of special-purpose addresses), nor known to serve a cloud's secrets to its machines.
  static func isPublic(_ address: IPAddress) -> Bool {
    if let inner = embedded(in: address) { return isPublic(inner) }
    if address.isIPv6 { return globalUnicast.contains(address) && !special6.contains { $0.contains(address) } }
    return !special4.contains { $0.contains(address) }
  }

  /// The IPv4 address that a mapped (RFC 4291), translated (RFC 6052) or 6to4 (RFC 3056) address leads to.
  private static func embedded(in address: IPAddress) -> IPAddress? {
    if mapped.contains(address) || translated.contains(address) { return IPAddress(bytes: Array(address.bytes[12...])) }
    return sixToFour.contains(address) ? IPAddress(bytes: Array(address.bytes[2..<6])) : nil
  }

  private static let mapped = AddressRange("::ffff:0:0/96")!
  private static let translated = AddressRange("64:ff9b::/96")!
  private static let sixToFour = AddressRange("2002::/16")!
  private static let globalUnicast = AddressRange("2000::/3")!

  private static let special4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    // Public by its number, but it answers the machines of one cloud only, with what they are told.
    "168.63.129.16/32",
  ].map { AddressRange($0)! }

  private static let special6 = ["2001::/23", "2001:db8::/32", "3fff::/20"].map { AddressRange($0)! }
}
