extension ToolsVersion {
  /// The versions whose manifests the static reader understands.
  static let understood = ToolsVersion(5, 2)...ToolsVersion(6, 3, 999)

  /// The version that the text of a manifest names, by SwiftPM's rules: on the first line that is not blank, or, from 6.0 on, on
  /// any line. `nil` where SwiftPM would refuse the text, or might.
  init?(manifest bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < bytes.count {
      if let version = ToolsVersion(specificationAt: start, of: bytes) {
        guard start == 0 || version >= ToolsVersion(6) else { return nil }
        self = version
        return
      }
      while start < bytes.count, !Self.isNewline(bytes[start]) {
        if Self.isRareNewline(bytes[start...]) { return nil }
        start += 1
      }
      start += 1
    }
    return nil
  }

  private init?(specificationAt start: Int, of bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes[start...]
    let leading = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || Self.isNewline($0) }
    rest = rest[leading.endIndex...].prefix { !Self.isNewline($0) }
    let marker = rest.prefix { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "*") }
    guard marker.elementsEqual("//".utf8) else { return nil }
    let spacing = rest[marker.endIndex...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    rest = rest[spacing.endIndex...]

    let label = "swift-tools-version:".utf8
    guard rest.prefix(label.count).lazy.map({ Self.lowercased($0) }).elementsEqual(label) else { return nil }
    let innerSpacing = rest.dropFirst(label.count).prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    rest = rest[innerSpacing.endIndex...]
    let specifier = rest.prefix { $0 != UInt8(ascii: ";") }
    // `;(feature)` switches experiments on.
    if rest[specifier.endIndex...].starts(with: ";(".utf8) { return nil }

    guard let version = ToolsVersion(digits: specifier) else { return nil }
    if version < ToolsVersion(5, 4) {
      guard leading.allSatisfy({ $0 == UInt8(ascii: "\n") }), spacing.elementsEqual(" ".utf8), innerSpacing.isEmpty else { return nil }
    }
    self = version
  }

  /// `5.9` or `5.9.1`.
  private init?(digits: Slice<UnsafeBufferPointer<UInt8>>) {
    var numbers: [Int] = []
    for part in digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }
    guard numbers.count == 2 || numbers.count == 3 else { return nil }
    self.init(numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : 0)
  }

  private static func isNewline(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  /// VT, FF, NEL, LS and PS end a line for SwiftPM here, and not everywhere.
  private static func isRareNewline(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    rest.first == 0x0B || rest.first == 0x0C || rest.starts(with: [0xC2, 0x85]) || rest.starts(with: [0xE2, 0x80, 0xA8])
      || rest.starts(with: [0xE2, 0x80, 0xA9])
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
