/// Why a setting does not hold: its key, what was expected, what was found, and where that came from.
public struct SettingMistake: Sendable, Equatable, CustomStringConvertible {
  public let key: String
  /// Follows "expected".
  public let expected: String
  /// What stood there, quoted, or why there is nothing; never a secret's value.
  public let found: String
  /// `environment`, or the path of the file that the key's `_FILE` names; `nil` where nothing was found.
  public let origin: String?
  /// A variable that is set, is no setting, and looks as if this one was meant.
  public var nearMiss: String?
  /// What a reader of the value's own says instead of `expected` and `found`, one mistake a line.
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
