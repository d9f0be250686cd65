import ArchRules
import JSON
import PackageGraph
import SwiftImports

extension GraphSubject {
  /// Everything that is known of the graph, for other programs: `docs/schemas/graph.schema.json` describes it.
  ///
  /// Tests and modules from outside the repository are always in it; `options.focus` alone leaves something out.
  ///
  /// - Throws: `Failure` where `options.focus` is no module of the graph.
  func json(_ options: GraphOptions) throws -> JSONValue {
    var all = options
    all.includesExternal = true
    all.includesTests = true
    let selection = try GraphSelection(self, all)
    let modules = graph.modules.indices.filter { selection.isVisible[$0] }
    let targets = modules.filter { graph.modules[$0].origin == .repository }
    let edges = edges.filter { selection.isVisible[$0.from] && selection.isVisible[$0.to] }
    let packages = Set(modules.compactMap { graph.modules[$0].package }).sorted()
    return [
      "version": 1,
      "summary": [
        "packages": .number(packages.count { !graph.packages[$0].isExternal }), "targets": .number(targets.count),
        "imports": .number(edges.reduce(0) { $0 + $1.importCount }), "findings": .number(findings.count { $0.severity != .off }),
      ],
      "packages": .array(packages.map { json(of: graph.packages[$0]) }),
      "groups": .array(
        groupNames.indices.map { group in
          ["name": .string(groupNames[group]), "modules": .array(modules.filter { groups[$0].contains(group) }.map { .string(identifier(of: $0)) })]
        }),
      "targets": .array(targets.map { jsonOfTarget($0) }),
      "externals": .array(modules.filter { graph.modules[$0].origin != .repository }.map { jsonOfExternal($0) }),
      "edges": .array(edges.map { json(of: $0) }),
    ]
  }

  private func json(of package: Package) -> JSONValue {
    ["name": .string(package.name), "folder": .string(package.folder), "manifest": .string(package.manifest), "external": .bool(package.isExternal)]
  }

  private func jsonOfTarget(_ id: ModuleID) -> JSONValue {
    let module = graph.modules[id]
    let package = module.package.map { graph.packages[$0] }
    return .members([
      ("id", .string(identifier(of: id))), ("module", .string(module.name)), ("target", .string(module.target ?? module.name)),
      ("kind", .string((module.kind ?? .library).rawValue)), ("package", .string(package?.folder ?? ".")),
      ("folder", module.folder.map { .string($0) }), ("groups", jsonOfGroups(id)), ("files", .number(module.fileCount)),
      ("declaration", module.position.flatMap { position in package.map { json(of: position, in: $0.manifest) } }),
      ("findings", .array(moduleFindings[id].map { json(of: $0) })),
    ])
  }

  private func jsonOfExternal(_ id: ModuleID) -> JSONValue {
    let module = graph.modules[id]
    return .members([
      ("id", .string(identifier(of: id))), ("module", .string(module.name)), ("origin", .string(module.origin.rawValue)),
      ("package", module.package.map { .string(graph.packages[$0].folder) }), ("groups", jsonOfGroups(id)),
    ])
  }

  private func jsonOfGroups(_ id: ModuleID) -> JSONValue { .array(groups[id].map { .string(groupNames[$0]) }) }

  private func json(of edge: ModuleEdge) -> JSONValue {
    .members([
      ("from", .string(identifier(of: edge.from))), ("to", .string(identifier(of: edge.to))), ("kind", .string(edge.kind.rawValue)),
      ("imports", .number(edge.importCount)), ("declaration", edge.declaration.map { json(of: $0, by: edge.from) }),
      ("places", .array(edge.places.map { json(of: $0) })), ("findings", .array(edge.violations.map { json(of: $0) })),
    ])
  }

  private func json(of dependency: DeclaredDependency, by module: ModuleID) -> JSONValue {
    let manifest = graph.modules[module].package.map { graph.packages[$0].manifest }
    let position = manifest == nil ? nil : dependency.position
    return .members([
      ("name", .string(dependency.name)), ("condition", dependency.condition.map { .string($0) }),
      ("path", position.flatMap { _ in manifest.map { .string($0) } }), ("line", position.map { .number($0.line) }),
      ("column", position.map { .number($0.column) }),
    ])
  }

  private func json(of place: ImportEdge) -> JSONValue {
    .members([
      ("kind", .string(place.kind.rawValue)), ("path", .string(place.path)), ("line", .number(place.position.line)),
      ("column", .number(place.position.column)), ("condition", place.condition.map { .string($0) }), ("exported", place.isExported ? true : nil),
      ("disabled", place.isNeverBuilt ? true : nil),
    ])
  }

  private func json(of position: SourcePosition, in path: String) -> JSONValue {
    ["path": .string(path), "line": .number(position.line), "column": .number(position.column)]
  }

  private func json(of violation: Violation) -> JSONValue {
    ["rule": .string(violation.rule), "severity": .string(violation.severity.rawValue)]
  }
}
