import JSON
import PackageGraph

/// What a change can reach.
struct AffectedReport {
  let graph: ModuleGraph
  /// The revision as the caller named it.
  let since: String
  let reasons: [ChangeAttribution.Reason]
  private let impact: Impact
  private let services: [ServiceList.Service]

  init(_ graph: ModuleGraph, since: String, reasons: [ChangeAttribution.Reason], services: ServiceList) {
    self.graph = graph
    self.since = since
    self.reasons = reasons
    let targets = graph.modules.indices.filter { graph.modules[$0].origin == .repository }
    let isAll = reasons.contains(where: \.isAll)
    var changes: [(module: ModuleID, reason: Int)] = []
    // Reasons that are about few targets say more than those that are about all.
    for (number, reason) in reasons.enumerated() where !reason.isAll { changes += reason.modules.map { ($0, number) } }
    if isAll { for (number, reason) in reasons.enumerated() where reason.isAll { changes += targets.map { ($0, number) } } }
    let impact = Impact(of: changes, in: graph)
    self.impact = impact
    self.services = services.services.filter { $0.modules.contains { impact.causes[$0] != nil } }
  }

  var isAll: Bool { reasons.contains(where: \.isAll) }

  /// The targets of the repository that the change reaches, in order.
  var targets: [ModuleID] { graph.modules.indices.filter { graph.modules[$0].origin == .repository && impact.causes[$0] != nil } }

  var text: String {
    let idle = reasons.filter { !$0.isAll && $0.modules.isEmpty }.map { "  \($0.path): \($0.message)\n" }
    let others = idle.isEmpty ? "" : "Changed, and of no target's concern:\n" + idle.joined()
    if targets.isEmpty { return "No target is affected.\n" + others }
    var text = isAll ? "Every target is affected:\n" : "\(Report.count(targets.count, "target")) affected:\n"
    for target in targets where !isAll { text += "  \(identifier(target)): \(cause(of: target))\n" }
    for reason in reasons where isAll && reason.isAll { text += "  \(reason.path): \(reason.message)\n" }
    if !services.isEmpty { text += "Services: \(services.map(\.name).joined(separator: ", "))\n" }
    let tests = targets.filter { graph.modules[$0].isTest }
    if !tests.isEmpty { text += "Tests: \(tests.map { graph.modules[$0].target ?? "" }.joined(separator: ", "))\n" }
    return text + others
  }

  private func cause(of target: ModuleID) -> String {
    switch impact.causes[target]! {
    case .change(let number): "\(reasons[number].path): \(reasons[number].message)"
    case .through(let module): "uses \(graph.modules[module].name)"
    }
  }

  /// A document that a CI matrix takes as it is: `docs/schemas/affected.schema.json` describes it.
  var json: JSONValue {
    let tests = targets.filter { graph.modules[$0].isTest }
    let packages = Set(targets.compactMap { graph.modules[$0].package }).sorted()
    return [
      "version": 1, "since": .string(since),
      "any": .bool(!targets.isEmpty), "anyService": .bool(!services.isEmpty), "anyTest": .bool(!tests.isEmpty), "all": .bool(isAll),
      "reasons": .array(
        reasons.map { reason in
          .members([
            ("path", .string(reason.path)), ("message", .string(reason.message)), ("all", .bool(reason.isAll)),
            ("targets", reason.isAll ? nil : .array(reason.modules.map { .string(identifier($0)) })),
          ])
        }),
      "targets": .array(targets.map { json(of: $0) }),
      "packages": .array(packages.map { ["name": .string(graph.packages[$0].name), "path": .string(graph.packages[$0].folder)] }),
      "services": .array(services.map { ["name": .string($0.name), "path": .string($0.path)] }),
      "tests": .array(tests.map { json(of: $0) }),
    ]
  }

  private func json(of id: ModuleID) -> JSONValue {
    let module = graph.modules[id]
    var through: JSONValue?
    if case .through(let other) = impact.causes[id]! { through = .string(identifier(other)) }
    return .members([
      ("id", .string(identifier(id))), ("name", .string(module.target ?? module.name)), ("module", .string(module.name)),
      ("kind", .string((module.kind ?? .library).rawValue)), ("package", .string(module.package.map { graph.packages[$0].folder } ?? ".")),
      ("path", .string(module.folder ?? ".")), ("through", through),
    ])
  }

  private func identifier(_ id: ModuleID) -> String { ModuleLookup.qualified(id, in: graph) ?? graph.modules[id].name }
}
