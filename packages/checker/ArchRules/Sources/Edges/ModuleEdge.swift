import PackageGraph
import SwiftImports

/// The relation of one module to another: the imports, the declaration in the manifest, the rules that it breaks.
public struct ModuleEdge: Sendable, Equatable {
  /// The kind of the strongest relation.
  public enum Kind: String, Sendable {
    /// A source imports the module, or names it as a macro's implementation.
    case imported
    /// Sources only ask `canImport`.
    case asked
    /// The manifest declares the dependency and no source names it.
    case declared
    /// The manifest has the build tool plugin run for the target.
    case plugin
  }

  /// The importing module.
  public var from: ModuleID
  /// The imported module.
  public var to: ModuleID
  /// The imports, in order of file and position.
  public var places: [ImportEdge] = []
  /// The declaration in the manifest, if there is one.
  public var declaration: DeclaredDependency?
  /// Whether the manifest has the module, a build tool plugin, run for the target.
  public var isPluginUse = false
  /// The rules that it breaks, each once.
  public var violations: [Violation] = []
  /// The findings that it is a part of, as ascending indexes in the list they came in.
  public var findings: [Int] = []

  /// The kind of the strongest relation.
  public var kind: Kind {
    if places.contains(where: { $0.kind != .canImport }) { return .imported }
    if !places.isEmpty { return .asked }
    return declaration == nil && isPluginUse ? .plugin : .declared
  }

  /// Returns the edges of a graph in order, with the findings assigned to the edges they are about; and, for each module, the findings that
  /// are about no edge.
  public static func all(in graph: ModuleGraph, findings: [Finding]) -> (edges: [ModuleEdge], moduleFindings: [[Int]]) {
    var table = EdgeTable()
    for place in graph.imports where place.from != place.to { table[place.from, place.to].places.append(place) }
    for (from, module) in graph.modules.enumerated() {
      for dependency in module.dependencies {
        for to in dependency.modules where to != from && table[from, to].declaration == nil { table[from, to].declaration = dependency }
      }
      for to in module.plugins where to != from { table[from, to].isPluginUse = true }
    }
    let index = ModuleNames(graph)
    var moduleFindings: [[Int]] = graph.modules.map { _ in [] }
    for (number, finding) in findings.enumerated() where finding.severity != .off {
      let violation = Violation(rule: finding.rule, severity: finding.severity)
      let steps = finding.chain.isEmpty ? [(finding.from, finding.to)] : finding.chain.map { (Optional($0.from), Optional($0.to)) }
      var isPlaced = false
      for (from, to) in steps {
        guard let from, let to else { continue }
        for edge in table.edges(from: index.modules(named: from, target: finding.target), to: index.modules(named: to)) {
          table.add(number, violation, toEdge: edge)
          isPlaced = true
        }
      }
      if isPlaced { continue }
      for module in index.subjects(of: finding) { moduleFindings[module].append(number) }
    }
    return (table.sorted, moduleFindings)
  }
}

/// A rule that is broken, with its severity.
public struct Violation: Sendable, Hashable {
  /// The rule's id.
  public var rule: String
  /// The rule's severity.
  public var severity: Severity

  /// Creates a violation.
  public init(rule: String, severity: Severity) {
    self.rule = rule
    self.severity = severity
  }
}

/// Edges by their two ends.
private struct EdgeTable {
  private struct Key: Hashable {
    var from: ModuleID
    var to: ModuleID
  }
  private var indices: [Key: Int] = [:]
  private var edges: [ModuleEdge] = []

  subscript(from: ModuleID, to: ModuleID) -> ModuleEdge {
    get { indices[Key(from: from, to: to)].map { edges[$0] } ?? ModuleEdge(from: from, to: to) }
    set {
      if let index = indices[Key(from: from, to: to)] {
        edges[index] = newValue
      } else {
        indices[Key(from: from, to: to)] = edges.count
        edges.append(newValue)
      }
    }
  }

  func edges(from: [ModuleID], to: [ModuleID]) -> [Int] {
    from.flatMap { from in to.compactMap { indices[Key(from: from, to: $0)] } }
  }

  mutating func add(_ finding: Int, _ violation: Violation, toEdge edge: Int) {
    // A chain may pass the edge twice.
    if edges[edge].findings.last != finding { edges[edge].findings.append(finding) }
    if !edges[edge].violations.contains(violation) { edges[edge].violations.append(violation) }
  }

  var sorted: [ModuleEdge] { edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) } }
}

/// A table of the modules by name, which finds those that a finding names.
private struct ModuleNames {
  private let byName: [String: [ModuleID]]
  private let byTarget: [String: ModuleID]

  init(_ graph: ModuleGraph) {
    byName = Dictionary(grouping: graph.modules.indices) { graph.modules[$0].name }
    let targets = graph.modules.enumerated().compactMap { id, module in
      module.package.flatMap { package in module.target.map { ("\(graph.packages[package].folder):\($0)", id) } }
    }
    byTarget = Dictionary(targets) { first, _ in first }
  }

  func modules(named name: String) -> [ModuleID] { byName[name] ?? [] }

  /// Returns the modules of that name. Several packages may have one: `target` says which of them is meant, if it is one of them.
  func modules(named name: String, target: String?) -> [ModuleID] {
    let all = modules(named: name)
    if let target, let module = byTarget[target], all.contains(module) { return [module] }
    return all
  }

  func subjects(of finding: Finding) -> [ModuleID] {
    if let target = finding.target, let module = byTarget[target] { return [module] }
    return finding.from.map { modules(named: $0) } ?? []
  }
}
