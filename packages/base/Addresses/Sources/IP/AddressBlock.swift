/// A block of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`. An address alone is a block of one.
public struct AddressBlock: Hashable, Sendable {
  private let first: IPAddress
  /// Bits that all addresses of the block have in common.
  private let prefix: Int

  /// Reads the notation; `nil` for anything else. Bits behind the prefix must be 0, for else a block other than the one meant might be
  /// written.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = IPAddress(parts[0]), let prefix = parts.count == 1 ? first.bitCount : Self.length(parts[1]), prefix <= first.bitCount else {
      return nil
    }
    self.first = first
    self.prefix = prefix
    if first.number & ~(UInt128.max << UInt128(first.bitCount - prefix)) != 0 { return nil }
  }

  /// Whether the address begins with the block's prefix. An IPv4 address is in no block of IPv6, also if it is mapped.
  public func contains(_ address: IPAddress) -> Bool {
    address.isIPv6 == first.isIPv6 && (address.number ^ first.number) >> UInt128(first.bitCount - prefix) == 0
  }

  private static func length(_ text: some StringProtocol) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}

extension AddressBlock: CustomStringConvertible {
  /// `10.0.0.0/8`
  public var description: String { "\(first)/\(prefix)" }
}
