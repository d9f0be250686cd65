import JSON
import PackageGraph
import SwiftImports

/// The check of one graph by one rule: its kind looks modules and links up in it, and reports findings to it. Its ledger knows the
/// exceptions.
public struct RuleCheck {
  let rule: Rule
  /// The path of the rules file.
  private let path: String
  let context: EvaluationContext
  var ledger: ExceptionLedger
  private var findings: [Finding] = []

  var graph: ModuleGraph { context.graph }
  var links: ImportLinks { context.links }

  /// Returns the rule's findings, and those about its exceptions.
  static func findings(of rule: Rule, path: String, _ context: EvaluationContext) -> [Finding] {
    var check = RuleCheck(
      rule: rule, path: path, context: context, ledger: ExceptionLedger(rule.exceptions, context.index, today: context.today))
    rule.kind.check(&check)
    return check.findings + check.ledger.findings(rule: rule, path: path)
  }

  func relation(_ subjects: Selection, _ objects: Selection) -> Relation {
    Relation(subjects: context.index.membership(of: subjects), objects: context.index.membership(of: objects))
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }

  func targets(among modules: [ModuleID]) -> [ModuleID] { modules.filter { context.isTarget($0) } }

  /// Returns the imports along a path of modules, each the first of its link.
  func edges(along way: [ModuleID]) -> [ImportEdge] {
    zip(way, way.dropFirst()).compactMap { links.link(from: $0, to: $1).map { links.first($0) } }
  }
}

// MARK: - Reporting

extension RuleCheck {
  /// The texts that findings of several kinds share.
  enum Text: String, FindingText {
    case imports = "{from} imports {to}"
    case inFiles = "{act} in {count} files, first {place}"
    case conditionalImport = "{from} imports {to} under #if {condition}"
    case disabledImport = "{from} imports {to} in code that no build has (#if {condition})"
    case asks = "{from} asks whether it can import {to}"
    case macro = "{from} names {to} in #externalMacro"
    case conditionalMacro = "{from} names {to} in #externalMacro under #if {condition}"
    case disabledMacro = "{from} names {to} in #externalMacro in code that no build has (#if {condition})"
    case reexport = "{from} imports {through}, which re-exports {to}"
    case longReexport = "{from} imports {through}, which re-exports {to} through {way}"
    case chain = "{from} reaches {to} through {way}"
    case refusal = "{act}; {because}"
    case ended = "; the exception for it ended on {day}"
  }

  /// Reports a finding at one import.
  mutating func report(_ edge: ImportEdge, because: String) {
    report(
      from: edge.from, to: name(edge.to), path: edge.path, position: edge.position,
      Text.refusal.filled(["act": act(edge), "because": because]) + ended([(edge.from, edge.to)]))
  }

  /// Reports the imports of a module that their target does not declare as one finding: at the newest of them, where that is known, and
  /// else at the first.
  mutating func report(undeclared edges: [ImportEdge], because: String) {
    let edges = edges.sorted { ($0.path, $0.position.line, $0.position.column) < ($1.path, $1.position.line, $1.position.column) }
    guard let first = edges.first, let newest = context.changes?.newest(of: edges) ?? edges.first else { return }
    var act = act(first)
    let files = Set(edges.map(\.path)).count
    if files > 1 { act = Text.inFiles.filled(["act": act, "count": "\(files)", "place": "\(first.path):\(first.position.line)"]) }
    report(
      from: first.from, to: name(first.to), path: newest.path, position: newest.position,
      Text.refusal.filled(["act": act, "because": because]) + ended([(first.from, first.to)]),
      places: edges.map { Finding.Place(path: $0.path, position: $0.position) }, dependency: .missing(first.to, of: first.from))
  }

  private func act(_ edge: ImportEdge) -> String {
    let act: Text =
      switch edge.kind {
      case .import: edge.isNeverBuilt ? .disabledImport : edge.condition == nil ? .imports : .conditionalImport
      case .canImport: .asks
      case .plugin: preconditionFailure("a use of a plugin is no import, and no rule refuses it")
      case .externalMacro: edge.isNeverBuilt ? .disabledMacro : edge.condition == nil ? .macro : .conditionalMacro
      }
    return act.filled(["from": name(edge.from), "to": name(edge.to), "condition": edge.condition ?? ""])
  }

  /// Reports a finding at the first import of a chain.
  mutating func reportChain(_ way: [ModuleID], because: String) {
    let between = way.dropFirst().dropLast().map { name($0) }.joined(separator: " → ")
    let act = Text.chain.filled(["from": name(way[0]), "to": name(way[way.count - 1]), "way": between])
    report(chain: edges(along: way), Text.refusal.filled(["act": act, "because": because]))
  }

  private mutating func report(chain edges: [ImportEdge], _ message: String) {
    guard let first = edges.first, let last = edges.last else { return }
    report(
      from: first.from, to: name(last.to), path: first.path, position: first.position,
      message + ended([(first.from, last.to)] + edges.map { ($0.from, $0.to) }),
      chain: edges.map {
        Finding.Step(from: name($0.from), to: name($0.to), path: $0.path, position: $0.position, isExported: $0.isExported)
      })
  }

  /// Reports a finding at a target's declaration.
  mutating func report(
    target: ModuleID, to: String? = nil, at position: SourcePosition? = nil, _ message: String, dependency: Finding.Dependency? = nil
  ) {
    report(
      from: target, to: to, path: graph.manifest(of: target), position: position ?? graph.modules[target].position, message,
      dependency: dependency)
  }

  /// Reports something in a folder or file that no target has.
  mutating func report(path: String, _ message: String) {
    findings.append(
      Finding(rule: rule.id, severity: rule.severity, path: path, message: message, reason: rule.reason, rulePosition: rule.position))
  }

  /// Reports a finding about the rule itself, at this position of the rules file or else where the rule begins.
  mutating func report(_ builtIn: BuiltInRule, at position: JSONPosition?, target: ModuleID, _ message: String) {
    findings.append(.builtIn(builtIn, path: path, at: position ?? rule.position, target: graph.targetName(target), message: message))
  }

  mutating func report(
    from: ModuleID, to: String?, path: String, position: SourcePosition?, _ message: String, chain: [Finding.Step] = [],
    cycle: [String] = [], places: [Finding.Place] = [], dependency: Finding.Dependency? = nil
  ) {
    findings.append(
      Finding(
        rule: rule.id, severity: rule.severity, from: name(from), to: to, target: graph.targetName(from), path: path, position: position,
        message: message, reason: rule.reason, chain: chain, cycle: cycle, places: places, dependency: dependency,
        rulePosition: rule.position))
  }

  /// Returns the text on the expired exception for one of these imports, the first that has one; empty where none has.
  func ended(_ imports: [(from: ModuleID, to: ModuleID)]) -> String {
    imports.lazy.compactMap { [ledger] in ledger.end($0.from, $0.to) }.first.map { Text.ended.filled(["day": "\($0)"]) } ?? ""
  }

  /// Returns the text on the expired exception for a target as such.
  func ended(_ target: ModuleID) -> String { ledger.end(target).map { Text.ended.filled(["day": "\($0)"]) } ?? "" }
}

// MARK: - Imports, each by the two modules that it joins

extension RuleCheck {
  /// Checks the imports of each of these modules, re-exports included.
  ///
  /// There is one finding for each place of a refused import, and one for each refused re-export of an import, at its first place, unless
  /// that import is refused itself or the target names the re-exported module directly.
  ///
  /// - Parameter refusal: Returns the reason why one module may not import another, or `nil` where it may.
  mutating func checkImports(of importers: [ModuleID], refusal: (ModuleID, ModuleID) -> String?) {
    for importer in importers {
      for link in links.links(from: importer) {
        if let because = refusal(importer, link.to), !ledger.excepts(importer, link.to) {
          for edge in links.places(link) { report(edge, because: because) }
        } else if link.isImport {
          checkReexports(of: link, refusal: refusal)
        }
      }
    }
  }

  private mutating func checkReexports(of link: ImportLink, refusal: (ModuleID, ModuleID) -> String?) {
    for reexport in links.reexports(of: link.to) {
      let module = reexport.module
      guard module != link.from, links.link(from: link.from, to: module) == nil, let because = refusal(link.from, module),
        !ledger.excepts(link.from, module)
      else { continue }
      let passed = zip(reexport.way, reexport.way.dropFirst()).compactMap { links.link(from: $0, to: $1).flatMap { links.exportedEdge($0) } }
      let between = reexport.way.dropFirst().dropLast().map { name($0) }
      let act = (between.isEmpty ? Text.reexport : .longReexport).filled([
        "from": name(link.from), "through": name(link.to), "to": name(module), "way": between.joined(separator: " → "),
      ])
      report(chain: [links.first(link)] + passed, Text.refusal.filled(["act": act, "because": because]))
    }
  }
}
