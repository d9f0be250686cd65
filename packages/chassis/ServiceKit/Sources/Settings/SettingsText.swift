import JSON

/// The documentation of a service's settings: an `.env.example`, and the same as data.
struct SettingsText {
  let service: String
  let settings: [Setting]

  /// The text of an `.env.example`: required settings are left to be filled in, all others are commented out with their defaults.
  var environmentFile: String {
    var text = "# Settings of \(service), as environment variables. A line that is commented out shows the default, or an example.\n"
    for setting in settings where setting.isOwn { text += entry(setting) }
    text += "\n# Settings that every process has.\n"
    for setting in settings where !setting.isOwn { text += entry(setting) }
    return text
  }

  private func entry(_ setting: Setting) -> String {
    var notes = [setting.expectation]
    if setting.isRequired { notes.append("required") }
    if setting.isSecret { notes.append("\(setting.fileKey) may name a file that holds it") }
    if setting.defaultValue == nil && !setting.isRequired { notes.append("optional") }
    let value = setting.isSecret ? "" : setting.defaultValue ?? setting.example ?? ""
    let sentence = notes.joined(separator: "; ")
    return """

      # \(setting.help)
      # \(sentence.prefix(1).uppercased())\(sentence.dropFirst()).
      \(setting.isRequired ? "" : "#")\(setting.key)=\(Self.quoted(value))

      """
  }

  /// Returns the value, in double quotes where a shell would change it otherwise.
  private static func quoted(_ value: String) -> String {
    let plain = value.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Array(##""'\#$`"##.utf8).contains($0) }
    if plain { return value }
    return "\"" + value.map { #""\$`"#.contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }

  /// The settings as `settings.json` lists them, version 1.
  var json: JSONValue {
    .object([
      .init("version", 1),
      .init("service", .string(service)),
      .init("settings", .array(settings.map(Self.json))),
    ])
  }

  private static func json(_ setting: Setting) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("key", .string(setting.key)),
      .init("kind", .string(setting.kind.rawValue)),
      .init("help", .string(setting.help)),
      .init("required", .bool(setting.isRequired)),
      .init("secret", .bool(setting.isSecret)),
      .init("own", .bool(setting.isOwn)),
    ]
    if let value = setting.defaultValue { members.append(.init("default", .string(value))) }
    if let example = setting.example { members.append(.init("example", .string(example))) }
    if let range = setting.range { members.append(.init("range", [.string(range.least), .string(range.most)])) }
    if !setting.choices.isEmpty { members.append(.init("choices", .array(setting.choices.map { .string($0) }))) }
    return .object(members)
  }
}
