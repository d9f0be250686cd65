import ServiceDescription
import YAML

/// The part of a process's compose entry that development and production share.
struct ComposeService {
  let deployable: Deployable

  /// Returns the health check, in which the process asks itself: the image has no shell and no client.
  func healthcheck() -> YAML {
    [
      "test": YAML.strings(["CMD", "\(Image.home)/\(deployable.product)", "--check-health"]).onOneLine,
      "interval": "5s",
      "timeout": "5s",
      "retries": 3,
      "start_period": "60s",
    ]
  }

  /// The confinement of the container to the least that the process needs.
  var confinement: [(String, YAML?)] {
    [
      ("user", .string(Image.user)),
      ("read_only", true),
      ("tmpfs", deployable.writesTemporaryFiles ? YAML.strings(["/tmp:size=64m,mode=1777"]) : nil),
      ("cap_drop", YAML.strings(["ALL"]).onOneLine),
      ("security_opt", YAML.strings(["no-new-privileges:true"])),
      ("pids_limit", 256),
    ]
  }

  func volumes(_ source: (DeployedFile) -> String) -> YAML? {
    let files = deployable.deployedFiles
    if files.isEmpty { return nil }
    return .list(
      files.map { file in
        ["type": "bind", "source": .string(source(file)), "target": .string(file.path), "read_only": true, "bind": ["create_host_path": false]]
      })
  }

  /// Returns a quantity such as `256Mi` as compose writes it.
  static func memory(_ quantity: String) -> YAML {
    .string(String(quantity.dropLast(2)) + quantity.suffix(2).prefix(1).lowercased())
  }

  func dependencies(among members: [Deployable]) -> YAML? {
    let needs = deployable.description.needs.filter { need in members.contains { $0.name == need.name } }
    var entries = needs.map { YAML.Entry($0.name, ["condition": "service_healthy"]) }
    if deployable.description.database { entries.append(.init(Self.migration(of: deployable), Self.completed)) }
    return entries.isEmpty ? nil : .map(entries)
  }

  static let completed: YAML = ["condition": "service_completed_successfully"]

  /// Returns the entries of the processes, each followed by that of the container which migrates its schema, where it has one.
  static func entries(
    of members: [Deployable], service: (Deployable) -> YAML, migration: (Deployable) -> YAML
  ) -> [YAML.Entry] {
    members.flatMap { member in
      [YAML.Entry(member.name, service(member), isSpaced: member.name != members.first?.name)]
        + (member.description.database ? [.init(Self.migration(of: member), migration(member), isSpaced: true)] : [])
    }
  }

  /// Returns the name of the container that brings the service's schema up to date, before the service starts.
  private static func migration(of deployable: Deployable) -> String { "\(deployable.name)-migrate" }

  /// The port of the host that `service.json` asks for, if it does.
  var wantedPort: Int? { deployable.description.environment.first { $0.key == "PORT" }.flatMap { Int($0.value) } }

  /// The secret settings without which it does not start.
  var requiredSecrets: [SettingsDocument.Setting] { deployable.settings.settings.filter { $0.isOwn && $0.isSecret && $0.isRequired } }
}

extension String {
  /// The text in lower case with hyphens: `schedules-file` for `SCHEDULES_FILE`.
  var hyphenated: String { String(map { $0 == "_" ? "-" : Character($0.lowercased()) }) }
}
