extension Manifest.TargetDependency {
  /// Returns the text of a condition, the same for all readers: `platforms: linux, macos; configuration: debug; traits: A, B`.
  ///
  /// Platforms stay in the order written, under the names that SwiftPM gives them; traits are a set, and are sorted.
  /// - Returns: `nil` when nothing is required.
  static func conditionText(platforms: [String], configuration: String? = nil, traits: [String]? = nil) -> String? {
    var parts: [String] = []
    if !platforms.isEmpty { parts.append("platforms: " + platforms.joined(separator: ", ")) }
    if let configuration { parts.append("configuration: " + configuration) }
    if let traits { parts.append("traits: " + (traits.isEmpty ? "none" : traits.sorted().joined(separator: ", "))) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
