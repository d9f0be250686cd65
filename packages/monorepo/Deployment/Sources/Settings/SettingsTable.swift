import ServiceDescription

/// The settings of one process and their values in each environment: a block in its README.
struct SettingsTable {
  let monorepo: Monorepo
  let deployable: Deployable

  var file: GeneratedFile {
    let own = deployable.settings.settings.filter(\.isOwn)
    let table = MarkdownTable(header: ["setting", "", "default"], rows: own.map(\.tableRow)).text
    let content = (own.isEmpty ? "It has none of its own.\n" : table) + environments(own)
    return GeneratedFile(path: "\(deployable.folder)/README.md", extent: .block("settings"), content: content)
  }

  /// Returns the settings that an environment sets, rather than passing on; nothing where there is none.
  private func environments(_ own: [SettingsDocument.Setting]) -> String {
    let addresses = deployable.addresses(CallGraph(monorepo)) { $0.name }.map { address in
      // Every service is among those that are watched.
      (key: address.key, value: address.key == Deployable.fleetVariable ? "<name>=http://<name>:<port>,…" : address.value)
    }
    let rows = own.compactMap { row(for: $0, addresses.first { [key = $0.key] in $0.key == key }?.value) }
    let others = addresses.filter { address in !own.contains { $0.key == address.key } }
    let derived = others.map { ["`\($0.key)`", "its address", "`\($0.value)`", "`\($0.value)`", "`\($0.value)`"] }
    if rows.isEmpty && derived.isEmpty { return "" }
    let header = ["set by", "`fleet up`", "`compose.yaml`", "`deploy/compose.prod.yaml`", "Kubernetes"]
    return "\n" + MarkdownTable(header: header, rows: rows + derived).text
  }

  private func row(for setting: SettingsDocument.Setting, _ address: String?) -> [String]? {
    let start = "`\(setting.key)`"
    let given = deployable.description.environment.first { $0.key == setting.key }.map { "`\($0.value)`" } ?? ""
    if let file = deployable.deployedFiles.first(where: { $0.setting == setting.key }) {
      let variable = deployable.variable(for: setting.key)
      return [
        start, given, "that file", "the file that `\(variable)` names", "`\(file.setting)` of the ConfigMap `\(Workload.filesName(of: deployable))`",
      ]
    }
    if let address { return [start, "the fleet's", "`\(address)`", "`\(address)`", "`\(address)`"] }
    if setting.key == ServiceDescription.databaseVariable && deployable.description.database {
      return [
        start, "the fleet's own server, where it is not set", "`\(ComposeDatabase.url(of: deployable))`",
        "the file that `\(deployable.variable(for: setting.key))` names", "`\(setting.key)` of the Secret `\(deployable.name)`",
      ]
    }
    if setting.key == deployable.description.deployment.snapshot?.setting { return [start, "", "in the image", "in the image", "in the image"] }
    if setting.isSecret && setting.isRequired {
      return [start, given, "passed on", "the file that `\(deployable.variable(for: setting.key))` names", "the Secret `\(deployable.name)`"]
    }
    return given.isEmpty ? nil : [start, given, "passed on, else \(given)", "", ""]
  }
}

extension Monorepo {
  var settingsTables: [GeneratedFile] { deployables.map { SettingsTable(monorepo: self, deployable: $0).file } }
}

extension SettingsDocument.Setting {
  /// The cells of its row: the key, the meaning, and the default.
  var tableRow: [String] { ["`\(key)`", "\(help)\(form)", defaultCell] }

  /// The form of its value, where that is not any text.
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
