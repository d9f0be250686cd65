import JSON

/// The packages that a `Package.resolved` pins, by identity. A file that cannot be read pins none: SwiftPM tells of it, and nothing but
/// names is taken from it here.
enum PackagePins {
  static let fileName = "Package.resolved"

  /// Returns what an identity and the name of its module have in common: `async-http-client` and `AsyncHTTPClient`.
  static func key(_ name: String) -> String { name.lowercased().filter { !"-_.".contains($0) } }

  static func identities(in text: [UInt8]) -> [String] {
    guard let file = try? JSONValue(parsing: text) else { return [] }
    // The first version of the format has names and URLs, later ones identities.
    let pins = (file["pins"] ?? file["object"]?["pins"])?.array ?? []
    return pins.compactMap { pin in
      (pin["identity"]?.string ?? pin["repositoryURL"]?.string.map(packageIdentity))?.lowercased()
    }
  }
}
