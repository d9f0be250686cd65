extension ManifestType.StringRule {
  /// Whether SwiftPM takes the string here, and takes it as it stands.
  func allows(_ text: String) -> Bool {
    switch self {
    case .any: true
    case .name: !text.isEmpty
    case .relativePath: !text.hasPrefix("/") && !text.hasPrefix("~")
    case .setting: text.firstOccurrence(of: "$(") == nil
    case .url: Self.isURL(text)
    case .packagePath: Self.isPackagePath(text)
    case .registryIdentifier: Self.isRegistryIdentifier(text)
    case .platformVersion(let minimum): Self.isPlatformVersion(text, minimum)
    }
  }

  private static func isPackagePath(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "~") else { return false }
    return !text.utf8.contains(UInt8(ascii: "@")) && text.firstOccurrence(of: "://") == nil
  }

  /// A scheme other than `file`, or `user@`: what has neither is a folder's path.
  private static func isURL(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
    for separator in ["://", "@"] {
      guard let start = text.firstOccurrence(of: separator) else { continue }
      let scheme = text[..<start]
      if !scheme.contains("/") { return scheme.lowercased() != "file" && !scheme.isEmpty }
    }
    return false
  }

  private static func isRegistryIdentifier(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2 && (1...39).contains(parts[0].count) && (1...100).contains(parts[1].count)
      && parts.allSatisfy { $0.allSatisfy(isLetterOrDigit) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: false
    }
  }

  private static func isPlatformVersion(_ text: String, _ minimum: Int) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { (1...4).contains($0.utf8.count) ? Int($0) : nil }
    return (1...3).contains(parts.count) && numbers.count == parts.count && numbers.allSatisfy { $0 >= 0 } && numbers[0] >= minimum
      && text.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }
  }
}

extension StringProtocol {
  /// Returns the index at which `other`, which is ASCII, first begins.
  func firstOccurrence(of other: String) -> Index? {
    var rest = utf8[...]
    while let start = rest.firstIndex(where: { $0 == other.utf8.first }) {
      if rest[start...].starts(with: other.utf8) { return start }
      rest = rest[start...].dropFirst()
    }
    return nil
  }
}
