/// An IPv4 or IPv6 address.
///
/// ```swift
/// IPAddress("2001:DB8:0:0:0:0:0:1")?.description      // 2001:db8::1
/// IPAddress("127.0.0.01")                             // nil: a leading zero means octal to some readers
/// ```
public struct IPAddress: Hashable, Sendable {
  public let isIPv6: Bool
  /// The number that the bits of the address are, the first byte as the most significant; below 2^32 for IPv4.
  public let number: UInt128

  public init(ipv4 number: UInt32) {
    isIPv6 = false
    self.number = UInt128(number)
  }

  public init(ipv6 number: UInt128) {
    isIPv6 = true
    self.number = number
  }

  /// - Parameter bytes: 4 or 16, the most significant first.
  public init(bytes: some Collection<UInt8>) {
    precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 or 16 bytes, not \(bytes.count)")
    isIPv6 = bytes.count == 16
    number = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// The bytes of the address, 4 or 16, the most significant first.
  public var bytes: [UInt8] { (1...bitCount / 8).map { UInt8(truncatingIfNeeded: number >> UInt128(bitCount - 8 * $0)) } }

  /// Whether the address is of this machine for itself: 127.0.0.0/8 (RFC 1122, section 3.2.1.3), `::1`, or the mapped form of the former.
  public var isLoopback: Bool { Self.loopback.contains { $0.contains(self) } }

  private static let loopback = ["127.0.0.0/8", "::1", "::ffff:127.0.0.0/104"].map { AddressBlock($0)! }

  /// Whether the address stands for every address of this machine where a server listens on it: `0.0.0.0` or `::`.
  public var isUnspecified: Bool { number == 0 }

  /// The address at which a client on this machine reaches what listens at this one: the loopback in place of one that stands for all.
  public var reachable: IPAddress { isUnspecified ? isIPv6 ? IPAddress(ipv6: 1) : IPAddress(ipv4: 0x7F00_0001) : self }

  /// The address as it stands in URLs and in the field `Host`: an IPv6 address has brackets around it (RFC 3986, section 3.2.2).
  public var bracketed: String { isIPv6 ? "[\(self)]" : description }

  /// 32 or 128.
  var bitCount: Int { isIPv6 ? 128 : 32 }

  /// Reads four decimal numbers, or the text form of RFC 4291, section 2.2; `nil` for anything else.
  ///
  /// Numbers have no leading zeros, which mean octal to some readers. A port or a zone (`%eth0`) is not part of an address.
  public init?(_ text: some StringProtocol) {
    let text = Substring(text).utf8
    if let number = Self.ipv4(text) { self.init(ipv4: number) } else if let number = Self.ipv6(text) { self.init(ipv6: number) } else { return nil }
  }

  private static func ipv4(_ text: Substring.UTF8View) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }), part.count == 1 || part.first != 0x30 else { return nil }
      let byte = part.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
      if byte > 255 { return nil }
      number = number << 8 | byte
    }
    return number
  }

  private static func ipv6(_ text: Substring.UTF8View) -> UInt128? {
    // Eight groups of four digits with colons between; with an IPv4 address at the end it is as long at most.
    guard (2...45).contains(text.count) else { return nil }
    guard let gap = Substring(text).firstRange(of: "::") else { return groups(text).flatMap { $0.count == 8 ? number($0) : nil } }
    let (front, back) = (text[..<gap.lowerBound], text[gap.upperBound...])
    guard let first = front.isEmpty ? [] : groups(front, isLast: false), let last = back.isEmpty ? [] : groups(back), first.count + last.count <= 7
    else { return nil }
    return number(first + [UInt16](repeating: 0, count: 8 - first.count - last.count) + last)
  }

  /// Groups of hexadecimal digits between colons; the last two may be written as an IPv4 address.
  private static func groups(_ text: Substring.UTF8View, isLast: Bool = true) -> [UInt16]? {
    var groups: [UInt16] = []
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, let tail = ipv4(part) {
        groups += [UInt16(tail >> 16), UInt16(truncatingIfNeeded: tail)]
      } else {
        guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"), part.first != UInt8(ascii: "-"),
          let group = UInt16(Substring(part), radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }

  private static func number(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}

extension IPAddress: CustomStringConvertible {
  /// The one text that RFC 5952 recommends: `127.0.0.1`, `2001:db8::1`, `::ffff:127.0.0.1`.
  public var description: String {
    if !isIPv6 { return Self.dotted(UInt32(truncatingIfNeeded: number)) }
    // Section 5: of addresses with an IPv4 address within, mapped ones alone are known by their prefix.
    if number >> 32 == 0xFFFF { return "::ffff:\(Self.dotted(UInt32(truncatingIfNeeded: number)))" }
    let groups = (1...8).map { UInt16(truncatingIfNeeded: number >> UInt128(128 - 16 * $0)) }
    let texts = groups.map { String($0, radix: 16) }
    guard let gap = Self.longestRunOfZeros(groups) else { return texts.joined(separator: ":") }
    return "\(texts[..<gap.lowerBound].joined(separator: ":"))::\(texts[gap.upperBound...].joined(separator: ":"))"
  }

  private static func dotted(_ number: UInt32) -> String { "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)" }

  /// The groups that `::` stands for (section 4.2): the longest run, the first of equals, and never a single group.
  private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
    var (longest, start) = (0..<1, 0)
    for (index, group) in groups.enumerated() {
      if group != 0 { start = index + 1 } else if index + 1 - start > longest.count { longest = start..<index + 1 }
    }
    return longest.count > 1 ? longest : nil
  }
}
