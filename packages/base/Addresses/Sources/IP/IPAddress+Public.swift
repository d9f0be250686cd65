extension IPAddress {
  /// Whether the address may be anyone's on the Internet.
  ///
  /// It is neither of this host, of a private or shared network, link-local, multicast, reserved or for documentation (RFC 6890 and the
  /// IANA registries of special-purpose addresses), nor known to serve a cloud's secrets to its machines. An address that leads to an
  /// IPv4 address is public if that one is.
  public var isPublic: Bool {
    if let embedded { return embedded.isPublic }
    if isIPv6 { return Self.globalUnicast.contains(self) && !Self.special6.contains { $0.contains(self) } }
    return !Self.special4.contains { $0.contains(self) }
  }

  /// The IPv4 address that a mapped (RFC 4291), translated (RFC 6052) or 6to4 (RFC 3056) address leads to.
  private var embedded: IPAddress? {
    if Self.mapped.contains(self) || Self.translated.contains(self) { return IPAddress(ipv4: UInt32(truncatingIfNeeded: number)) }
    return Self.sixToFour.contains(self) ? IPAddress(ipv4: UInt32(truncatingIfNeeded: number >> 80)) : nil
  }

  private static let mapped = AddressBlock("::ffff:0:0/96")!
  private static let translated = AddressBlock("64:ff9b::/96")!
  private static let sixToFour = AddressBlock("2002::/16")!
  private static let globalUnicast = AddressBlock("2000::/3")!

  private static let special4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    // Public by its number, but it answers the machines of one cloud only, with what they are told.
    "168.63.129.16/32",
  ].map { AddressBlock($0)! }

  private static let special6 = ["2001::/23", "2001:db8::/32", "3fff::/20"].map { AddressBlock($0)! }
}
