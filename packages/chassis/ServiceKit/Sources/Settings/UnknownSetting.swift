import JSON

/// A variable of the environment that is no setting, but looks as if it were meant to be one.
public struct UnknownSetting: Sendable, Equatable, CustomStringConvertible {
  public let key: String
  /// The setting it is nearest to.
  public let nearest: String
  /// Whether it names a file for a setting that is no secret.
  let isFileOfOrdinarySetting: Bool

  public var description: String {
    isFileOfOrdinarySetting
      ? "\(key) is not a setting: only secrets are read from files; set \(nearest)"
      : "\(key) is not a setting; the nearest is \(nearest)"
  }

  /// Those of the variables that are one or two slips of the pen from a setting, that differ from it in case only, or that begin as
  /// two or more settings do (`OTEL_…`, `SHUTDOWN_…`), in byte order.
  static func among(_ variables: some Collection<String>, _ settings: [Setting]) -> [UnknownSetting] {
    let known = Set(settings.flatMap { $0.isSecret ? [$0.key, $0.fileKey] : [$0.key] })
    var families: [Substring: Int] = [:]
    for setting in settings { if let family = family(of: setting.key) { families[family, default: 0] += 1 } }
    return variables.filter { !known.contains($0) }.sorted().compactMap { variable in
      if variable.hasSuffix("_FILE"), let setting = settings.first(where: { $0.fileKey == variable }) {
        return UnknownSetting(key: variable, nearest: setting.key, isFileOfOrdinarySetting: true)
      }
      let isOfFamily = family(of: variable).map { families[$0, default: 0] > 1 } ?? false
      // Most of an environment differs too much in length to be looked at closer.
      let candidates = settings.filter { isOfFamily || abs($0.key.utf8.count - variable.utf8.count) <= 2 }
      let distances = candidates.map { (key: $0.key, distance: editDistance(variable.uppercased(), $0.key)) }
      guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
      let isSlip = nearest.distance <= (nearest.key.utf8.count < 6 ? 1 : 2)
      return isSlip || isOfFamily ? UnknownSetting(key: variable, nearest: nearest.key, isFileOfOrdinarySetting: false) : nil
    }
  }

  /// What stands before the first underscore.
  private static func family(of key: String) -> Substring? {
    key.firstIndex(of: "_").map { key[..<$0] }
  }
}
