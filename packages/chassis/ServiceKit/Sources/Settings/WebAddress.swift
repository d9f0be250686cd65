/// Whether a text is a URL that a client can be pointed at.
enum WebAddress {
  /// `http` or `https`, a host, perhaps a port, path and query; no user's name, no fragment, nothing that must be encoded.
  static func isValid(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Array(#""<>\^`{|}#"#.utf8).contains($0) }) else { return false }
    guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else { return false }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    if authority.contains("@") { return false }
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return false }
      host = authority[authority.index(after: authority.startIndex)..<end]
      guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return false }
      let behind = authority[authority.index(after: end)...]
      guard behind.isEmpty || behind.first == ":" else { return false }
      port = behind.isEmpty ? nil : behind.dropFirst()
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    if let port, UInt16(port) ?? 0 == 0 { return false }
    return !host.isEmpty
  }
}
