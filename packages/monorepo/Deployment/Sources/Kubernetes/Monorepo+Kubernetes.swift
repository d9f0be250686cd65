import YAML

extension Monorepo {
  /// The Kubernetes objects, `deploy/kubernetes/base`, on which overlays build.
  var kubernetes: [GeneratedFile] {
    let calls = CallGraph(self)
    let base = deployables.map { deployable in
      Self.file("\(deployable.name).yaml", Workload(deployable, calls).objects + [NetworkRules(deployable, calls).policy])
    }
    return base + [Self.file("default-deny.yaml", [NetworkRules.defaultDeny]), Self.file("kustomization.yaml", [kustomization])]
  }

  private static func file(_ name: String, _ documents: [YAML]) -> GeneratedFile {
    GeneratedFile(
      path: "deploy/kubernetes/base/\(name)", content: GeneratedFile.header + documents.map { $0.encoded() }.joined(separator: "---\n"))
  }

  private var kustomization: YAML {
    let calls = CallGraph(self)
    let fleets = deployables.compactMap { deployable -> YAML? in
      deployable.fleet(calls) { $0.name }.map { fleet in
        .members([
          ("name", .string(Workload.fleetName(of: deployable))), ("literals", .strings(["\(Deployable.fleetVariable)=\(fleet)"])),
        ])
      }
    }
    let files = deployables.compactMap { deployable -> YAML? in
      let literals = deployable.description.deployment.files.compactMap { key in deployable.files[key].map { YAML.string("\(key)=\($0)") } }
      return literals.isEmpty ? nil : .members([("name", .string(Workload.filesName(of: deployable))), ("literals", .list(literals))])
    }
    var entries: [YAML.Entry] = [
      .init("apiVersion", "kustomize.config.k8s.io/v1beta1"), .init("kind", "Kustomization"),
      .init("resources", .strings(["default-deny.yaml"] + deployables.map { "\($0.name).yaml" })),
    ]
    if !(fleets + files).isEmpty {
      let comment =
        "Whom a process watches, and the files that services bring along, as a checkout has them. An overlay gives its own with\n"
        + "behavior: replace; the name changes with the content, so that a change starts the processes anew."
      entries.append(.init("configMapGenerator", .list(fleets + files), comment: comment))
    }
    return .map(entries)
  }
}
