/// An IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16, the most significant first.
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 or 16 bytes, not \(bytes.count)")
    self.bytes = bytes
  }

  var isIPv6: Bool { bytes.count == 16 }

  /// Reads four decimal numbers, or the text form of RFC 4291, section 2.2. A zone (`%eth0`) is not part of an address.
  init?(_ text: some StringProtocol) {
    if let bytes = Self.ipv4(Substring(text)) ?? Self.ipv6(Substring(text)) { self.init(bytes: bytes) } else { return nil }
  }

  private static func ipv4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      // A leading zero means octal to some readers.
      guard isNumber(part, digits: 1...3), part == "0" || part.first != "0", let byte = UInt8(part) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func ipv6(_ text: Substring) -> [UInt8]? {
    guard let gap = text.firstRange(of: "::") else { return groups(text).flatMap { $0.count == 16 ? $0 : nil } }
    let (front, back) = (text[..<gap.lowerBound], text[gap.upperBound...])
    guard let first = front.isEmpty ? [] : groups(front, isLast: false), let last = back.isEmpty ? [] : groups(back), first.count + last.count <= 14
    else {
      return nil
    }
    return first + [UInt8](repeating: 0, count: 16 - first.count - last.count) + last
  }

  /// Groups of hexadecimal digits between colons; the last four bytes may be written as an IPv4 address.
  private static func groups(_ text: Substring, isLast: Bool = true) -> [UInt8]? {
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, let tail = ipv4(part) {
        bytes += tail
      } else {
        guard (1...4).contains(part.utf8.count), part.first != "+", part.first != "-", let group = UInt16(part, radix: 16) else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }

  private static func isNumber(_ text: Substring, digits: ClosedRange<Int>) -> Bool {
    digits.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
