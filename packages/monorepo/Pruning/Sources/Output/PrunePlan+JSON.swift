import JSON

extension PrunePlan {
  /// The plan as JSON, as `docs/schemas/prune.schema.json` describes it.
  public var json: JSONValue {
    .members([
      ("version", 1),
      ("service", ["product": .string(service.product), "package": .string(packageFolder), "path": .string(service.folder)]),
      ("tests", .bool(hasTests)),
      ("packages", .array(packages.map(\.json))),
      ("settings", .array(settings.map { .string($0.path) })),
      ("files", .array(files.map { .string($0.path) })),
    ])
  }
}

extension PrunePlan.PackagePart {
  fileprivate var json: JSONValue {
    [
      "path": .string(folder), "name": .string(name),
      "manifests": .array(manifests.map { ["path": .string($0.path), "form": .string($0.form.rawValue)] }),
      "targets": .array(targets.map { ["name": .string($0.name), "kind": .string($0.kind.rawValue), "path": .string($0.folder)] }),
      "products": .array(products.map { .string($0) }),
      "dependencies": .array(dependencies.map { .string($0) }),
    ]
  }
}
