import PackageGraph

/// Edges by their two ends.
struct EdgeTable {
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
