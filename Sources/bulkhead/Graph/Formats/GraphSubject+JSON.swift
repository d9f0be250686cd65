import ArchRules
import JSON
import PackageGraph
import SwiftImports

extension GraphSubject {
  /// Everything that is known of the graph, for other programs: `docs/schemas/graph.schema.json` describes it.
  ///
  /// Tests and modules from outside the repository are always in it; `options.focus` alone leaves something out.
  ///
  /// - Throws: `GraphError` where `options.focus` is no module of the graph.
  func json(_ options: GraphOptions) throws(GraphError) -> JSONValue {
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
    let folder = module.package.map { graph.packages[$0].folder } ?? "."
    var members: [JSONValue.Member] = [
      .init("id", .string(identifier(of: id))), .init("module", .string(module.name)), .init("target", .string(module.target ?? module.name)),
      .init("kind", .string((module.kind ?? .library).rawValue)), .init("package", .string(folder)),
    ]
    if let folder = module.folder { members.append(.init("folder", .string(folder))) }
    members.append(.init("groups", .array(groups[id].map { .string(groupNames[$0]) })))
    members.append(.init("files", .number(module.fileCount)))
    if let position = module.position, let package = module.package {
      members.append(.init("declaration", json(of: position, in: graph.packages[package].manifest)))
    }
    members.append(.init("findings", .array(moduleFindings[id].map { json(of: $0) })))
    return .object(members)
  }

  private func jsonOfExternal(_ id: ModuleID) -> JSONValue {
    let module = graph.modules[id]
    var members: [JSONValue.Member] = [
      .init("id", .string(identifier(of: id))), .init("module", .string(module.name)), .init("origin", .string(module.origin.rawValue)),
    ]
    if let package = module.package { members.append(.init("package", .string(graph.packages[package].folder))) }
    members.append(.init("groups", .array(groups[id].map { .string(groupNames[$0]) })))
    return .object(members)
  }

  private func json(of edge: ModuleEdge) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("from", .string(identifier(of: edge.from))), .init("to", .string(identifier(of: edge.to))),
      .init("kind", .string(edge.kind.rawValue)), .init("imports", .number(edge.importCount)),
    ]
    if let declaration = edge.declaration {
      var declared: [JSONValue.Member] = [.init("name", .string(declaration.name))]
      if let condition = declaration.condition { declared.append(.init("condition", .string(condition))) }
      if let position = declaration.position, let package = graph.modules[edge.from].package {
        declared += json(of: position, in: graph.packages[package].manifest).object!
      }
      members.append(.init("declaration", .object(declared)))
    }
    members.append(.init("places", .array(edge.places.map { json(of: $0) })))
    members.append(.init("findings", .array(edge.violations.map { json(of: $0) })))
    return .object(members)
  }

  private func json(of place: ImportEdge) -> JSONValue {
    var members: [JSONValue.Member] = [.init("kind", .string(place.kind.rawValue))]
    members += json(of: place.position, in: place.path).object!
    if let condition = place.condition { members.append(.init("condition", .string(condition))) }
    if place.isExported { members.append(.init("exported", true)) }
    return .object(members)
  }

  private func json(of position: SourcePosition, in path: String) -> JSONValue {
    ["path": .string(path), "line": .number(position.line), "column": .number(position.column)]
  }

  private func json(of violation: Violation) -> JSONValue {
    ["rule": .string(violation.rule), "severity": .string(violation.severity.rawValue)]
  }
}
