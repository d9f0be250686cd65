/// Whether a text is an IP address, which needs no name to be resolved.
enum NumericAddress {
  static func isValid(_ text: String) -> Bool {
    if text.utf8.contains(UInt8(ascii: ":")) {
      return text.utf8.count <= 45 && text.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { $0.utf8.count <= 3 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
  }
}
