/// A block of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`. An address alone is a block of one.
struct AddressRange: Hashable, Sendable {
  private let base: IPAddress
  private let prefix: Int

  /// Reads the notation; bits behind the prefix must be 0, for else a block other than the one meant might be written.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = IPAddress(parts[0]) else { return nil }
    let bits = base.bytes.count * 8
    guard let prefix = parts.count == 1 ? bits : Self.number(parts[1]), prefix <= bits else { return nil }
    self.base = base
    self.prefix = prefix
    for bit in prefix..<bits where base.bytes[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 { return nil }
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.isIPv6 == base.isIPv6 else { return false }
    for (index, byte) in address.bytes.enumerated() {
      let bits = min(max(prefix - index * 8, 0), 8)
      if bits == 0 { return true }
      if (byte ^ base.bytes[index]) >> UInt8(8 - bits) != 0 { return false }
    }
    return true
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}
