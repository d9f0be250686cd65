import ArchRules
import PackageGraph

/// What `bulkhead graph` shows: a repository's modules, the groups they are in, and what is wrong between them.
struct GraphSubject {
  var graph: ModuleGraph
  /// The groups' names, in the order of the rules file.
  var groupNames: [String]
  /// For each module of the graph the groups it is in: indices in `groupNames`, ascending.
  var groups: [[Int]]
  var findings: [Finding]
  /// Importing and imported module, once for each pair, in order of both.
  let edges: [ModuleEdge]
  /// For each module the rules of the findings that are about it and no import of it, without repetition.
  let moduleFindings: [[Violation]]

  init(graph: ModuleGraph, groupNames: [String] = [], groups: [[Int]]? = nil, findings: [Finding] = []) {
    self.graph = graph
    self.groupNames = groupNames
    self.groups = groups ?? graph.modules.map { _ in [] }
    self.findings = findings
    let (edges, moduleFindings) = ModuleEdge.all(in: graph, findings: findings)
    self.edges = edges
    self.moduleFindings = moduleFindings.map { numbers in
      var seen: Set<Violation> = []
      return numbers.map { Violation(rule: findings[$0].rule, severity: findings[$0].severity) }.filter { seen.insert($0).inserted }
    }
  }

  /// What names a module in output: its package's folder and its target, as in findings, or where it comes from and its name.
  func identifier(of module: ModuleID) -> String {
    let module = graph.modules[module]
    if let package = module.package, let target = module.target { return "\(graph.packages[package].folder):\(target)" }
    return "\(module.origin.rawValue):\(module.name)"
  }
}
