import PackageGraph
import SwiftImports

/// Everything one module has to do with another: the imports, the declaration in the manifest, the rules that it breaks.
public struct ModuleEdge: Sendable, Equatable {
  /// What the strongest tie is.
  public enum Kind: String, Sendable {
    /// A source imports the module, or names it as a macro's implementation.
    case imported
    /// Sources only ask `canImport`.
    case asked
    /// The manifest declares the dependency and no source names it.
    case declared
  }

  public var from: ModuleID
  public var to: ModuleID
  /// In order of file and place.
  public var places: [ImportEdge] = []
  public var declaration: DeclaredDependency?
  /// The rules that it breaks, each once.
  public var violations: [Violation] = []
  /// The findings that it is a part of: indices in the list they came in, ascending.
  public var findings: [Int] = []

  public var kind: Kind {
    if places.contains(where: { $0.kind != .canImport }) { return .imported }
    return places.isEmpty ? .declared : .asked
  }

  /// The edges of a graph in order, with the findings laid on the edges they are about; and, for each module, those that are about no edge.
  public static func all(in graph: ModuleGraph, findings: [Finding]) -> (edges: [ModuleEdge], moduleFindings: [[Int]]) {
    var table = EdgeTable()
    for place in graph.imports where place.from != place.to { table[place.from, place.to].places.append(place) }
    for (from, module) in graph.modules.enumerated() {
      for dependency in module.dependencies {
        for to in dependency.modules where to != from && table[from, to].declaration == nil { table[from, to].declaration = dependency }
      }
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

/// A rule that something breaks.
public struct Violation: Sendable, Hashable {
  public var rule: String
  public var severity: Severity

  public init(rule: String, severity: Severity) {
    self.rule = rule
    self.severity = severity
  }
}
