/// A mistake in a setting: its key, the expected, the found, and its origin.
public struct SettingMistake: Sendable, Equatable, CustomStringConvertible {
  /// The setting's environment variable.
  public let key: String
  /// The expected, in words that follow "expected".
  public let expected: String
  /// The found: the value in quotes, or the reason why there is none; never a secret's value.
  public let found: String
  /// The origin of the value: `environment`, or the path of the file that the key's `_FILE` names; `nil` where nothing was found.
  public let origin: String?
  /// A variable that is set, is no setting, and was probably meant to be this one.
  public var nearMiss: String?
  /// The mistakes that a reader of the value found, which replace `expected` and `found`, one a line.
  public var reasons: [String] = []

  public var description: String {
    if reasons.count > 1 { return "\(key):" + reasons.map { "\n    \($0)" }.joined() }
    if let reason = reasons.first { return "\(key): \(reason)" }
    var text = "\(key): expected \(expected), found \(found)"
    if let origin { text += " (from \(origin))" }
    if let nearMiss { text += "; \(nearMiss) is set: is \(key) meant?" }
    return text
  }
}
