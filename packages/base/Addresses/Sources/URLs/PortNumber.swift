/// Ports as people write them.
public enum PortNumber {
  /// The port that the decimal digits are, 0 to 65535; `nil` for anything else, such as a sign.
  public static func parse(_ text: some StringProtocol) -> UInt16? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16(text) : nil
  }
}
