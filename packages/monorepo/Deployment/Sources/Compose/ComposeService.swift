import ServiceDescription
import YAML

/// What compose says of a process in development and in production alike.
struct ComposeService {
  let deployable: Deployable

  /// It asks itself: there is no shell and no client in the image.
  func healthcheck() -> YAML {
    [
      "test": YAML.strings(["CMD", "\(Image.home)/\(deployable.product)", "--check-health"]).onOneLine,
      "interval": "5s",
      "timeout": "5s",
      "retries": 3,
      "start_period": "60s",
    ]
  }

  /// As little as the process needs.
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

  /// `256Mi` as compose writes it.
  static func memory(_ quantity: String) -> YAML {
    .string(String(quantity.dropLast(2)) + quantity.suffix(2).prefix(1).lowercased())
  }

  func dependencies(among members: [Deployable]) -> YAML? {
    let needs = deployable.description.needs.filter { need in members.contains { $0.name == need.name } }
    return needs.isEmpty ? nil : .map(needs.map { .init($0.name, ["condition": "service_healthy"]) })
  }

  /// The port of this machine that it asks for, where `service.json` names one.
  var wantedPort: Int? { deployable.description.environment.first { $0.key == "PORT" }.flatMap { Int($0.value) } }

  /// Its settings that are secret and without which it does not start.
  var requiredSecrets: [SettingsDocument.Setting] { deployable.settings.settings.filter { $0.isOwn && $0.isSecret && $0.isRequired } }
}

extension String {
  /// `SCHEDULES_FILE` as `schedules-file`.
  var hyphenated: String { String(map { $0 == "_" ? "-" : Character($0.lowercased()) }) }
}
