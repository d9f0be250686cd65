import JSON
import PackageGraph
import SwiftImports

/// One rule at work: it judges, the ledger says what is excepted, findings collect.
struct RuleCheck {
  let rule: Rule
  /// The rules file.
  let path: String
  let context: EvaluationContext
  var ledger: ExceptionLedger
  var findings: [Finding] = []

  var graph: ModuleGraph { context.graph }
  var links: ImportLinks { context.links }

  init(rule: Rule, path: String, context: EvaluationContext) {
    self.rule = rule
    self.path = path
    self.context = context
    ledger = ExceptionLedger(rule.exceptions, context.index, today: context.today)
  }

  mutating func run(groups: [Group]) {
    switch rule.kind {
    case .allow(let from, let to): checkAllow(from: from, to: to)
    case .forbid(let from, let to, transitive: false): checkForbid(from: from, to: to)
    case .forbid(let from, let to, transitive: true): checkForbidTransitively(from: from, to: to)
    case .require(let from, let to): checkRequire(from: from, to: to)
    case .restrict(let to, let only): checkRestrict(to: to, only: only)
    case .independent(let members): checkIndependent(members)
    case .layers(let members, let layers): checkLayers(members, layers)
    case .acyclic(let members): checkAcyclic(members)
    case .declared(let members): checkDeclared(members)
    case .used(let members): checkUsed(members)
    case .covered(let members): checkCovered(members, groups)
    }
    findings += ledger.findings(rule: rule, path: path)
  }

  func relation(_ subjects: Selection, _ objects: Selection) -> Relation {
    Relation(subjects: context.index.membership(of: subjects), objects: context.index.membership(of: objects))
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }
}

extension RuleCheck {
  /// A finding at one import.
  mutating func report(_ edge: ImportEdge, because: String) {
    append(
      from: edge.from, to: edge.to, path: edge.path, position: edge.position,
      message: "\(describe(edge)); \(because)\(ended(edge.from, edge.to))")
  }

  /// A finding at the first import of a chain.
  mutating func report(chain edges: [ImportEdge], message: String) {
    guard let first = edges.first, let last = edges.last else { return }
    let over = ([(first.from, last.to)] + edges.map { ($0.from, $0.to) }).map { ended($0.0, $0.1) }.first { !$0.isEmpty } ?? ""
    append(
      from: first.from, to: last.to, path: first.path, position: first.position, message: message + over,
      chain: edges.map {
        Finding.Step(from: name($0.from), to: name($0.to), path: $0.path, position: $0.position, isExported: $0.isExported)
      })
  }

  /// A finding at a target's declaration.
  mutating func report(target: ModuleID, to: String? = nil, at position: SourcePosition? = nil, message: String) {
    append(from: target, toName: to, path: graph.manifest(of: target), position: position ?? graph.modules[target].position, message: message)
  }

  mutating func append(
    from: ModuleID, to: ModuleID? = nil, toName: String? = nil, path: String, position: SourcePosition?, message: String,
    chain: [Finding.Step] = [], cycle: [String] = []
  ) {
    findings.append(
      Finding(
        rule: rule.id, severity: rule.severity, from: name(from), to: to.map { name($0) } ?? toName, target: graph.targetName(from),
        path: path, position: position, message: message, reason: rule.reason, chain: chain, cycle: cycle, rulePosition: rule.position))
  }

  private func describe(_ edge: ImportEdge) -> String {
    let condition = edge.condition.map { " under #if \($0)" } ?? ""
    return switch edge.kind {
    case .import: "\(name(edge.from)) imports \(name(edge.to))\(condition)"
    case .canImport: "\(name(edge.from)) asks whether it can import \(name(edge.to))"
    case .externalMacro: "\(name(edge.from)) names \(name(edge.to)) in #externalMacro\(condition)"
    }
  }

  private func ended(_ from: ModuleID, _ to: ModuleID) -> String {
    ledger.end(from, to).map { "; the exception for it ended on \($0)" } ?? ""
  }

  /// The imports that lead along a way of modules, each the first of its link.
  func edges(along way: [ModuleID]) -> [ImportEdge] {
    zip(way, way.dropFirst()).compactMap { links.link(from: $0, to: $1).map { links.first($0) } }
  }
}
