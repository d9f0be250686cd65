import ServiceDescription

extension Monorepo {
  /// The settings that each process declares itself, as a table in its README.
  var settingsTables: [GeneratedFile] {
    deployables.map { deployable in
      let own = deployable.settings.settings.filter(\.isOwn)
      let content = own.isEmpty ? "It has none of its own.\n" : MarkdownTable(header: ["setting", "", "default"], rows: own.map(\.tableRow)).text
      return GeneratedFile(path: "\(deployable.folder)/README.md", extent: .block("settings"), content: content)
    }
  }
}

extension SettingsDocument.Setting {
  /// Its key, what it is for, and its default.
  var tableRow: [String] { ["`\(key)`", "\(help)\(form)", defaultCell] }

  /// What it may be, where that is not any text.
  private var form: String {
    if !choices.isEmpty { return " One of \(choices.map { "`\($0)`" }.joined(separator: ", "))." }
    if range.count == 2 { return " From \(range[0]) to \(range[1])." }
    return isSecret ? " Secret: `\(key)_FILE` may name a file that holds it." : ""
  }

  private var defaultCell: String {
    if isRequired { return "required" }
    return defaultValue.map { "`\($0)`" } ?? "none"
  }
}
