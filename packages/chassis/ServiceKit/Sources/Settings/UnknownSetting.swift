import JSON

/// An environment variable that is no setting, but was probably meant to be one.
public struct UnknownSetting: Sendable, Equatable, CustomStringConvertible {
  /// The variable.
  public let key: String
  /// The key of the nearest setting.
  public let nearest: String
  /// Whether it is the `_FILE` of a setting that is no secret.
  let isFileOfOrdinarySetting: Bool

  public var description: String {
    isFileOfOrdinarySetting
      ? "\(key) is not a setting: only secrets are read from files; set \(nearest)"
      : "\(key) is not a setting; the nearest is \(nearest)"
  }

  /// Returns the variables that are one or two edits from a setting, that differ from it in case only, or that share the prefix of two or
  /// more settings (`OTEL_…`, `SHUTDOWN_…`), in byte order.
  static func among(_ variables: some Collection<String>, _ settings: [Setting]) -> [UnknownSetting] {
    let known = Set(settings.flatMap { $0.isSecret ? [$0.key, $0.fileKey] : [$0.key] })
    var families: [Substring: Int] = [:]
    for setting in settings { if let family = family(of: setting.key) { families[family, default: 0] += 1 } }
    return variables.filter { !known.contains($0) }.sorted().compactMap { variable in
      if variable.hasSuffix("_FILE"), let setting = settings.first(where: { $0.fileKey == variable }) {
        return UnknownSetting(key: variable, nearest: setting.key, isFileOfOrdinarySetting: true)
      }
      let isOfFamily = family(of: variable).map { families[$0, default: 0] > 1 } ?? false
      // The length rules out most variables of an environment before the costly comparison.
      let candidates = settings.filter { isOfFamily || abs($0.key.utf8.count - variable.utf8.count) <= 2 }
      let distances = candidates.map { (key: $0.key, distance: editDistance(variable.uppercased(), $0.key)) }
      guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
      let isSlip = nearest.distance <= (nearest.key.utf8.count < 6 ? 1 : 2)
      return isSlip || isOfFamily ? UnknownSetting(key: variable, nearest: nearest.key, isFileOfOrdinarySetting: false) : nil
    }
  }

  /// Returns the part before the first underscore.
  private static func family(of key: String) -> Substring? {
    key.firstIndex(of: "_").map { key[..<$0] }
  }
}
