import ServiceDescription
import YAML

/// The compose file for development: processes built from the checkout, reachable from this machine alone.
struct DevelopmentCompose {
  let monorepo: Monorepo
  let members: [Deployable]
  /// The folder of the file, relative to the repository's root; empty for the root.
  let folder: String
  let project: String

  /// The settings of every process that people set most; each is passed on from the environment and from `.env`, where it is set.
  static let commonKeys = ["LOG_LEVEL", "OTEL_EXPORTER_OTLP_ENDPOINT"]

  /// The settings that are not passed on, because containers have addresses and ports of their own.
  private static let containersOwn = ["HOST", "PORT", "HEALTH_PORT", "ADMIN_PORT"]

  var document: YAML {
    let database = ComposeDatabase(members)
    let processes = ComposeService.entries(of: members, service: service, migration: migration)
    return .map(
      [.init("name", .string(project)), .init("services", .map(processes + (database?.services ?? [])), isSpaced: true)]
        + (database.map { [.init("volumes", $0.volumes, isSpaced: true)] } ?? []))
  }

  private func migration(of deployable: Deployable) -> YAML {
    let shared = ComposeService(deployable: deployable)
    return .members(
      image(of: deployable) + [
        ("command", YAML.strings(["--migrate"]).onOneLine),
        ("environment", environment(of: deployable)),
        ("volumes", shared.volumes { path(to: $0.source) }),
        ("depends_on", .map([.init(ComposeDatabase.accounts, ComposeService.completed)])),
        ("restart", "no"),
        ("mem_limit", ComposeService.memory(deployable.description.deployment.resources.memoryLimit)),
      ] + shared.confinement)
  }

  private func image(of deployable: Deployable) -> [(String, YAML?)] {
    [
      ("image", .string(Image.localName(of: deployable.name))),
      ("build", ["context": .string(root), "dockerfile": .string("\(deployable.folder)/Dockerfile")]),
    ]
  }

  private func service(_ deployable: Deployable) -> YAML {
    let shared = ComposeService(deployable: deployable)
    return .members(
      image(of: deployable) + [
        ("environment", environment(of: deployable)),
        ("volumes", shared.volumes { path(to: $0.source) }),
        ("ports", ports(of: deployable)),
        ("depends_on", shared.dependencies(among: members)),
        ("healthcheck", shared.healthcheck()),
        ("restart", "unless-stopped"),
        ("stop_grace_period", .string("\(Draining(deployable).grace)s")),
        ("mem_limit", ComposeService.memory(deployable.description.deployment.resources.memoryLimit)),
      ] + shared.confinement)
  }

  private func environment(of deployable: Deployable) -> YAML {
    let inside = CallGraph(Monorepo(swiftVersion: monorepo.swiftVersion, deployables: members))
    var fixed = deployable.deployedFiles.map { (key: $0.setting, value: $0.path) } + deployable.addresses(inside) { $0.name }
    if deployable.description.database {
      fixed.append((key: ServiceDescription.databaseVariable, value: ComposeDatabase.url(of: deployable)))
    }
    let given = deployable.description.environment.filter { setting in
      !Self.containersOwn.contains(setting.key) && !fixed.contains { $0.key == setting.key }
    }
    var entries = fixed.map { YAML.Entry($0.key, .string($0.value)) }
    entries += given.map { YAML.Entry($0.key, .string("${\($0.key):-\($0.value)}")) }
    // A key without a value is passed on where it is set, and only there.
    for key in passedKeys(of: deployable) where !entries.contains(where: { $0.key == key }) { entries.append(.init(key, .null)) }
    return .map(entries)
  }

  private func passedKeys(of deployable: Deployable) -> [String] {
    let own = deployable.settings.settings.filter { $0.isOwn && $0.key != deployable.description.deployment.snapshot?.setting }.map(\.key)
    let calls = CallGraph(monorepo).callees(of: deployable).map(\.description.addressVariable)
    return own + calls + (deployable.description.ports.contains(.admin) ? ["ADMIN_TOKEN"] : []) + Self.commonKeys
  }

  private func ports(of deployable: Deployable) -> YAML? {
    guard let port = deployable.port(.http) else { return nil }
    // Without a port of its own to ask for it gets a free one: `docker compose port <service> 8080` tells which.
    return YAML.strings(["127.0.0.1:\(ComposeService(deployable: deployable).wantedPort.map(String.init) ?? ""):\(port)"])
  }

  private var root: String { folder.isEmpty ? "." : folder.split(separator: "/").map { _ in ".." }.joined(separator: "/") }

  /// Returns the source of a bind mount, which begins with a dot, or compose would take it for a volume's name.
  private func path(to file: String) -> String {
    if !folder.isEmpty && file.hasPrefix("\(folder)/") { return "./\(file.dropFirst(folder.utf8.count + 1))" }
    return "\(root)/\(file)"
  }
}
