/// A reader of settings from the environment, which collects their declarations and the mistakes in them.
///
/// A variable that is empty counts as not set. Each key is declared once.
public struct SettingsReader: Sendable {
  private let environment: SettingsEnvironment
  /// The settings declared so far, in order.
  public private(set) var settings: [Setting] = []
  private var noted: [SettingMistake] = []
  /// The origin of each value that is set, by its key.
  private var origins: [String: String] = [:]
  /// Whether the settings declared from now on are the service's own, and not every process's.
  var isReadingOwn = true

  /// Creates a reader.
  public init(_ environment: SettingsEnvironment) { self.environment = environment }

  /// The mistakes in the order of declaration, each with the variable that was probably meant.
  public var mistakes: [SettingMistake] {
    noted.map { mistake in
      var mistake = mistake
      if mistake.origin == nil, mistake.reasons.isEmpty { mistake.nearMiss = unknown.first { $0.nearest == mistake.key }?.key }
      return mistake
    }
  }

  /// The variables that are no setting but look like one.
  public var unknown: [UnknownSetting] { UnknownSetting.among(environment.variables.keys, settings) }

  /// Records that the value of a declared setting cannot be used: a condition that only the service knows, or one on two settings together.
  ///
  /// - Parameter expected: The condition, in words that follow "expected".
  public mutating func reject(_ key: String, expected: String) {
    guard let setting = settings.first(where: { $0.key == key }) else { preconditionFailure("\(key) is not declared") }
    guard !noted.contains(where: { $0.key == key }) else { return }
    guard let origin = origins[key] else {
      return note(setting, expected: expected, found: setting.defaultValue.map { "the default \($0)" } ?? "nothing", origin: nil)
    }
    note(setting, expected: expected, found: setting.isSecret ? "another" : quoted(environment.variables[key] ?? ""), origin: origin)
  }

  /// Records that the target of a declared setting, such as the file that it names, cannot be used.
  ///
  /// - Parameter reasons: Every mistake, each with its place: `schedules.json:3:14: /version: expected 1, found 2`.
  public mutating func reject(_ key: String, because reasons: [String]) {
    precondition(settings.contains { $0.key == key }, "\(key) is not declared")
    guard !noted.contains(where: { $0.key == key }) else { return }
    noted.append(SettingMistake(key: key, expected: "", found: "", origin: origins[key], reasons: reasons))
  }

  /// Whether a declared setting is without a mistake so far.
  public func holds(_ key: String) -> Bool { !noted.contains { $0.key == key } }

  /// Looks at what the settings of paths lead to, without opening it: the second step, after all were declared.
  mutating func checkPaths() {
    for setting in settings where holds(setting.key) {
      guard let check = setting.path, let path = environment.variables[setting.key] ?? setting.defaultValue, let flaw = check.flaw(of: path)
      else { continue }
      let place = origins[setting.key] == nil ? "the default \(path)" : quoted(path)
      note(setting, expected: setting.expectation, found: "\(flaw) at \(place)", origin: origins[setting.key])
    }
  }

  /// Declares a setting and returns its value as `parse` makes it; `nil` where it is not set or does not hold.
  mutating func read<Value>(_ declaration: Setting, _ parse: (String) -> Value?) -> Value? {
    precondition(!settings.contains { $0.key == declaration.key }, "\(declaration.key) is declared twice")
    var setting = declaration
    setting.isOwn = isReadingOwn
    settings.append(setting)
    guard let (text, origin) = text(of: setting) else { return nil }
    origins[setting.key] = origin
    if let value = parse(text) { return value }
    note(setting, expected: setting.expectation, found: setting.isSecret ? "something else" : quoted(text), origin: origin)
    return nil
  }

  /// Returns the value as text and its origin; records the reason where it cannot be found.
  private mutating func text(of setting: Setting) -> (text: String, origin: String)? {
    let value = environment.variables[setting.key]
    let path = environment.variables[setting.fileKey]
    if setting.isSecret, let path {
      if value != nil {
        note(setting, expected: "\(setting.key) or \(setting.fileKey)", found: "both", origin: "environment")
        return nil
      }
      switch environment.readFile(path) {
      case .text(let text): return (text, path)
      case .unusable(let found):
        note(setting, expected: "a file that holds it, up to \(SettingsEnvironment.maximumFileSize) bytes", found: found, origin: path)
        return nil
      }
    }
    if let value { return (value, "environment") }
    if setting.isRequired {
      let expected = setting.isSecret ? "a secret here, or the path of a file that holds it in \(setting.fileKey)" : setting.expectation
      note(setting, expected: expected, found: "nothing", origin: nil)
    }
    return nil
  }

  private mutating func note(_ setting: Setting, expected: String, found: String, origin: String?) {
    noted.append(SettingMistake(key: setting.key, expected: expected, found: found, origin: origin))
  }

  /// Returns a value as a message shows it: cut short, without control characters, and without the user information that a URL may hold.
  private func quoted(_ value: String) -> String {
    var value = value
    let isWithin = value.firstIndex { $0 == "=" || $0 == "," } != nil && value.contains("://")
    if isWithin || value.lowercased().hasPrefix("http"), let colon = value.firstIndex(of: ":"), let at = value.lastIndex(of: "@"), colon < at {
      let start = value[colon...].dropFirst().drop { $0 == "/" }.startIndex
      value.replaceSubrange(start..<at, with: "…")
    }
    let shown = value.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : String($0) }.joined()
    return "\"\(shown)\(value.unicodeScalars.count > 80 ? "…" : "")\""
  }
}
