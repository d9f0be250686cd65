import ArchRules
import JSON
import PackageGraph
import SwiftImports

extension Architecture {
  /// Value that the page reads and `GRAPH_FILE` holds. Modules, edges, rules and findings refer to one another by their places in these lists.
  func json(maps: [(name: String, map: ArchitectureMap)]) -> JSONValue {
    let testOnly = testOnly
    return .members([
      ("version", 1),
      ("name", .string(name)),
      ("rulesPath", rulesPath.map { .string($0) }),
      (
        "summary",
        [
          "targets": .number(graph.modules.count { $0.origin == .repository }), "files": .number(graph.statistics.files),
          "lines": .number(lines.reduce(0, +)), "imports": .number(graph.statistics.imports),
          "errors": .number(findings.count { $0.severity == .error }), "warnings": .number(findings.count { $0.severity == .warning }),
          "baselined": .number(baselined),
        ]
      ),
      ("groups", .array(groupNames.map { ["name": .string($0)] })),
      ("modules", .array(graph.modules.indices.map { json(ofModule: $0, isTestOnly: testOnly[$0]) })),
      ("edges", .array(edges.map { json(of: $0) })),
      ("rules", .array(rules.map { json(of: $0) })),
      ("findings", .array(findings.map { json(of: $0) })),
      ("maps", .object(maps.map { .init($0.name, $0.map.json) })),
    ])
  }

  private func json(ofModule id: ModuleID, isTestOnly: Bool) -> JSONValue {
    let module = graph.modules[id]
    let package = module.package.map { graph.packages[$0] }
    return .members([
      ("name", .string(module.name)),
      ("target", module.target.map { .string($0) }),
      ("origin", .string(module.origin.rawValue)),
      ("kind", module.kind.map { .string($0.rawValue) }),
      ("package", package.map { .string($0.folder) }),
      ("folder", module.folder.map { .string($0) }),
      ("groups", .array(groups[id].map { .number($0) })),
      ("layer", layers[id].map { .number($0 + 1) }),
      ("files", .number(module.fileCount)),
      ("lines", .number(lines[id])),
      ("declaration", module.position.flatMap { position in package.map { place($0.manifest, position) } }),
      ("testOnly", isTestOnly ? true : nil),
      ("rules", .array(rules.indices.filter { rules[$0].targets.contains(id) || rules[$0].guarded.contains(id) }.map { .number($0) })),
      ("findings", .array(moduleFindings[id].map { .number($0) })),
    ])
  }

  private func json(of edge: ModuleEdge) -> JSONValue {
    .members([
      ("from", .number(edge.from)),
      ("to", .number(edge.to)),
      ("kind", .string(edge.kind.rawValue)),
      (
        "places",
        .array(
          edge.places.map { found in
            .members([
              ("path", .string(found.path)), ("line", .number(found.position.line)), ("column", .number(found.position.column)),
              ("kind", found.kind == .import ? nil : .string(found.kind.rawValue)), ("condition", found.condition.map { .string($0) }),
              ("exported", found.isExported ? true : nil),
            ])
          })
      ),
      ("declaration", edge.declaration.flatMap { declaration in declarationPlace(declaration, by: edge.from) }),
      ("findings", .array(edge.findings.map { .number($0) })),
    ])
  }

  private func declarationPlace(_ declaration: DeclaredDependency, by module: ModuleID) -> JSONValue? {
    guard let position = declaration.position, let package = graph.modules[module].package else { return nil }
    return place(graph.packages[package].manifest, position)
  }

  private func json(of status: RuleStatus) -> JSONValue {
    let rule = status.rule
    return .members([
      ("id", .string(rule.id)),
      ("kind", .string(rule.kind.name)),
      ("state", .string(status.state.rawValue)),
      ("severity", .string(rule.severity.rawValue)),
      ("sentence", .string(rule.kind.sentence)),
      ("reason", .string(rule.reason)),
      ("remedy", .string(rule.kind.remedy)),
      ("place", rule.position.flatMap { position in rulesPath.map { place($0, SourcePosition(line: position.line, column: position.column)) } }),
      ("binds", .array(status.targets.map { .number($0) })),
      ("guards", .array(status.guarded.map { .number($0) })),
      (
        "exceptions",
        .array(
          zip(rule.exceptions, status.exceptionStates).map { exception, state in
            .members([
              ("from", .string(exception.from.description)), ("to", .string(exception.to.description)), ("reason", .string(exception.reason)),
              ("until", exception.until.map { .string($0.description) }), ("state", .string(state.rawValue)),
            ])
          })
      ),
      ("findings", .array(status.findings.map { .number($0) })),
      ("baselined", .number(status.baselined)),
    ])
  }

  private func json(of finding: Finding) -> JSONValue {
    .members([
      ("rule", .string(finding.rule)),
      ("severity", .string(finding.severity.rawValue)),
      ("from", finding.from.map { .string($0) }),
      ("to", finding.to.map { .string($0) }),
      ("path", .string(finding.path)),
      ("line", finding.position.map { .number($0.line) }),
      ("column", finding.position.map { .number($0.column) }),
      ("message", .string(finding.message)),
      ("reason", finding.reason.map { .string($0) }),
      (
        "chain",
        finding.chain.isEmpty
          ? nil
          : .array(
            finding.chain.map { step in
              [
                "text": .string(step.sentence), "path": .string(step.path), "line": .number(step.position.line),
                "column": .number(step.position.column),
              ]
            })
      ),
    ])
  }

  private func place(_ path: String, _ position: SourcePosition) -> JSONValue {
    ["path": .string(path), "line": .number(position.line), "column": .number(position.column)]
  }
}
