import ServiceDescription

/// The page `docs/environments.md`: the origin of settings in each environment, and the settings that every process has. The settings of a
/// single process are in its README.
struct EnvironmentsPage {
  let monorepo: Monorepo

  var file: GeneratedFile {
    GeneratedFile(path: "docs/environments.md", content: GeneratedFile.markdownHeader + Self.introduction + Self.ways + shared)
  }

  // MARK: How a value comes about

  private static let introduction = """

    # Environments

    A process takes all its settings from environment variables, and each has one meaning everywhere. Where they come from differs:

    | environment | settings come from, the first that has one |
    | --- | --- |
    | `fleet up` | the environment, `.env`, `environment` in `service.json`, the default |
    | `compose.yaml` and `services/<name>/compose.yaml` | what the file sets; the environment and `.env` for the keys that it passes on; the image; the default |
    | `deploy/compose.prod.yaml` | what the file sets, a second file behind another `-f`; the image; the default |
    | Kubernetes | what the base sets; the Secret and the ConfigMap of the service's name, where there are such; the image; the default |

    A secret may stand in a file: `<KEY>_FILE` names it. `<process> --check-config` tells every mistake without starting anything.
    What one process alone can be set to is in its README.


    """

  private static let ways =
    MarkdownTable(
      header: ["in every process", "`fleet up`", "`compose.yaml`", "`deploy/compose.prod.yaml`", "Kubernetes"],
      rows: [
        ["`HOST`", "`127.0.0.1`", "`0.0.0.0`", "`0.0.0.0`", "`0.0.0.0`"],
        ["`PORT`, `HEALTH_PORT`, `ADMIN_PORT`", "free ones, or what `service.json` asks for", "the defaults", "the defaults", "the defaults"],
        ["`LOG_FORMAT`", "read by `fleet`, shown as text", "`json`", "`json`", "`json`"],
        ["`SERVICE_VERSION`", "`dev`", "`dev`", "the commit", "the commit"],
        ["`SHUTDOWN_DELAY`", "`0s`", "`0s`", "`\(Workload.shutdownDelay)s`", "`\(Workload.shutdownDelay)s`"],
        [
          "reached at", "loopback", "its name; a server also at 127.0.0.1", "its name; at 127.0.0.1 if it asks for a port",
          "its name, by whom it is called or watched",
        ],
      ]
    ).text

  // MARK: What all have

  private var shared: String {
    var seen: Set<String> = []
    let all = monorepo.deployables.flatMap(\.settings.settings).filter { !$0.isOwn && seen.insert($0.key).inserted }
    let servers = all.filter { setting in !monorepo.deployables.allSatisfy { $0.settings[setting.key] != nil } }
    let everywhere = all.filter { setting in !servers.contains { $0.key == setting.key } }
    return section("Settings of every process", everywhere) + section("Settings of processes with a port of their own", servers)
  }

  private func section(_ title: String, _ settings: [SettingsDocument.Setting]) -> String {
    if settings.isEmpty { return "" }
    return "\n## \(title)\n\n\(MarkdownTable(header: ["setting", "", "default"], rows: settings.map(\.tableRow)).text)"
  }
}

extension Monorepo {
  var environmentsPage: [GeneratedFile] { [EnvironmentsPage(monorepo: self).file] }
}
