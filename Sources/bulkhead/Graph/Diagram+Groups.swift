import ArchRules
import PackageGraph

extension Diagram {
  /// A box for each group that has a visible member, by the first group of each module; modules in no group stay as they are.
  ///
  /// A stable drawing tells neither who is in a group nor how often it imports another.
  init(groupsOf subject: GraphSubject, _ selection: GraphSelection, _ options: GraphOptions) {
    let visible = subject.graph.modules.indices.filter { selection.isVisible[$0] }
    var place: [ModuleID: Int] = [:]
    var nodes: [Node] = []
    for group in subject.groupNames.indices {
      let members = visible.filter { subject.groups[$0].first == group }
      if members.isEmpty { continue }
      for member in members { place[member] = nodes.count }
      let names = members.map { subject.graph.modules[$0].name }
      let violations = members.flatMap { subject.moduleFindings[$0] }
      nodes.append(
        Node(
          label: subject.groupNames[group] + (options.isStable ? "" : " (\(members.count))"), details: options.isStable ? [] : names, group: group,
          shape: .group, violations: unique(violations)))
    }
    for module in visible where subject.groups[module].isEmpty {
      place[module] = nodes.count
      nodes.append(
        Node(
          label: subject.graph.modules[module].name, details: ["in no group"], group: nil, shape: Shape(subject.graph.modules[module]),
          violations: subject.moduleFindings[module]))
    }

    var edges: [Edge] = []
    let between = subject.edges.compactMap { edge -> (edge: ModuleEdge, from: Int, to: Int)? in
      guard let from = place[edge.from], let to = place[edge.to], from != to else { return nil }
      return (edge, from, to)
    }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    for (edge, from, to) in between {
      let line = edge.details(from: subject.graph.modules[edge.from].name, to: subject.graph.modules[edge.to].name)[0]
      if edges.last?.from != from || edges.last?.to != to {
        edges.append(Edge(from: from, to: to, kind: edge.kind, count: 0, details: [], violations: []))
      }
      let last = edges.count - 1
      edges[last].count += edge.importCount
      if !options.isStable || !edge.violations.isEmpty {
        edges[last].details.append(line + (edge.violations.isEmpty ? "" : ": " + edge.violations.map(\.sentence).joined(separator: ", ")))
      }
      edges[last].violations = unique(edges[last].violations + edge.violations)
      if edge.kind == .imported { edges[last].kind = .imported }
    }
    self.init(title: "", groups: subject.groupNames, nodes: nodes, edges: edges, showsCounts: !options.isStable)
  }
}

private func unique(_ violations: [Violation]) -> [Violation] {
  var seen: Set<Violation> = []
  return violations.filter { seen.insert($0).inserted }
}
