import ServiceDescription

extension Monorepo {
  /// The file `.env.example`: the settings of each process on a developer's machine.
  var environmentExample: [GeneratedFile] {
    var text = """
      \(GeneratedFile.header)#
      # For `fleet up` and `docker compose up`: copy this file to .env and take the # off what you set. What is not set has its default,
      # or what service.json says for a checkout. docs/environments.md lists everything, for every environment.

      """
    for deployable in deployables {
      let own = deployable.settings.settings.filter(\.isOwn)
      if own.isEmpty { continue }
      text += "\n# \(deployable.name): \(deployable.description.purpose)\n" + own.map { Self.lines(for: $0, of: deployable) }.joined()
    }
    let common = deployables.flatMap(\.settings.settings).filter { !$0.isOwn && Self.commonKeys.contains($0.key) }
    var seen: Set<String> = []
    let once = common.filter { seen.insert($0.key).inserted }
    if !once.isEmpty { text += "\n# Every process.\n" + once.map { Self.lines(for: $0, of: nil) }.joined() }
    return [GeneratedFile(path: ".env.example", content: text)]
  }

  /// The settings of every process that people set most.
  private static let commonKeys = DevelopmentCompose.commonKeys + ["ADMIN_TOKEN"]

  private static func lines(for setting: SettingsDocument.Setting, of deployable: Deployable?) -> String {
    let given = deployable?.description.environment.first { $0.key == setting.key }?.value
    let value = setting.isSecret ? "" : given ?? setting.defaultValue ?? setting.example ?? ""
    let isDatabase = deployable?.description.database == true && setting.key == ServiceDescription.databaseVariable
    let note = isDatabase ? " Where it is not set, fleet up runs a server." : setting.isRequired ? " Required." : ""
    return "#   \(setting.help)\(note)\n#\(setting.key)=\(quoted(value))\n"
  }

  /// Returns the value as `.env` files have it: without quotation marks where they are not needed.
  private static func quoted(_ value: String) -> String {
    value.utf8.contains { " #'\"\\$`".utf8.contains($0) } && !value.utf8.contains(UInt8(ascii: "'")) ? "'\(value)'" : value
  }
}
