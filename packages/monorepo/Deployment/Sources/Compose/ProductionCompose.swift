import ServiceDescription
import YAML

/// The compose file for production: images from a registry on one machine.
struct ProductionCompose {
  let monorepo: Monorepo

  var document: YAML {
    let members = monorepo.deployables
    let secrets = members.flatMap { member in
      ComposeService(deployable: member).requiredSecrets.map {
        YAML.Entry(name(of: $0, member), ["file": .string("${\(member.variable(for: $0.key)):?\(Self.advice)}")])
      }
    }
    return .map(
      [
        .init("name", .string(Monorepo.project)),
        .init("services", .map(ComposeService.entries(of: members, service: service, migration: migration)), isSpaced: true),
      ] + (secrets.isEmpty ? [] : [.init("secrets", .map(secrets), isSpaced: true)]))
  }

  private static let advice = "name a file of this machine"

  private func service(_ deployable: Deployable) -> YAML {
    let shared = ComposeService(deployable: deployable)
    return .members(
      surroundings(of: deployable) + [
        ("ports", ports(of: deployable)),
        ("depends_on", shared.dependencies(among: monorepo.deployables)),
        ("healthcheck", shared.healthcheck()),
        ("restart", "unless-stopped"),
        ("stop_grace_period", .string("\(Draining(deployable, delay: Workload.shutdownDelay).grace)s")),
        ("deploy", deploy(deployable)),
      ] + shared.confinement)
  }

  private func migration(of deployable: Deployable) -> YAML {
    .members(
      surroundings(of: deployable) + [
        ("command", YAML.strings(["--migrate"]).onOneLine),
        ("restart", "no"),
        (
          "deploy",
          ["resources": ["limits": ["memory": ComposeService.memory(deployable.description.deployment.resources.memoryLimit)]]]
        ),
      ] + ComposeService(deployable: deployable).confinement)
  }

  /// What the process finds around it, be it to serve or to migrate.
  private func surroundings(of deployable: Deployable) -> [(String, YAML?)] {
    let shared = ComposeService(deployable: deployable)
    let secrets = shared.requiredSecrets.map { name(of: $0, deployable) }
    return [
      ("image", .string(Self.image(deployable.name))),
      ("environment", environment(of: deployable)),
      ("secrets", secrets.isEmpty ? nil : YAML.strings(secrets)),
      ("volumes", shared.volumes { "${\(deployable.variable(for: $0.setting)):?\(Self.advice)}" }),
    ]
  }

  static func image(_ name: String) -> String {
    "ghcr.io/${BULKHEAD_OWNER:?name the owner of the images}/\(Monorepo.project)/\(name):${BULKHEAD_SHA:?name the commit of the images}"
  }

  private func environment(of deployable: Deployable) -> YAML {
    var entries = deployable.deployedFiles.map { YAML.Entry($0.setting, .string($0.path)) }
    entries += deployable.addresses(CallGraph(monorepo), host: { $0.name }).map { .init($0.key, .string($0.value)) }
    entries += ComposeService(deployable: deployable).requiredSecrets.map {
      .init("\($0.key)_FILE", .string("/run/secrets/\(name(of: $0, deployable))"))
    }
    entries.append(.init("SHUTDOWN_DELAY", .string("\(Workload.shutdownDelay)s")))
    return .map(entries)
  }

  private func deploy(_ deployable: Deployable) -> YAML {
    let deployment = deployable.description.deployment
    let cpu = deployment.resources.cpu
    let processors = cpu.hasSuffix("m") ? Self.thousandths(cpu.dropLast()) : cpu
    return [
      "replicas": .int(deployment.replicas.minimum),
      "resources": [
        "limits": ["memory": ComposeService.memory(deployment.resources.memoryLimit)],
        "reservations": ["cpus": .string(processors), "memory": ComposeService.memory(deployment.resources.memory)],
      ],
    ]
  }

  /// Returns thousandths as a decimal: `0.050` for `50`.
  private static func thousandths(_ text: Substring) -> String {
    let whole = text.prefix { $0 != "." }
    let digits = String(repeating: "0", count: max(0, 4 - whole.count)) + whole
    return "\(digits.dropLast(3)).\(digits.suffix(3))"
  }

  /// Returns the ports: only a process that asks for one has it, for a proxy on the machine; replicas of it cannot share one.
  private func ports(of deployable: Deployable) -> YAML? {
    guard let port = deployable.port(.http), let wanted = ComposeService(deployable: deployable).wantedPort else { return nil }
    let host = deployable.description.deployment.replicas.minimum > 1 ? "" : "\(wanted)"
    return YAML.strings(["127.0.0.1:\(host):\(port)"])
  }

  private func name(of setting: SettingsDocument.Setting, _ deployable: Deployable) -> String {
    "\(deployable.name)-\(setting.key.hyphenated)"
  }
}
