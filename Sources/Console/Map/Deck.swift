import ArchRules
import GraphLayout
import PackageGraph

/// Part of the map from side to side, as in the plan of a ship: the targets of one layer, in one row or several.
struct Deck: Sendable, Equatable {
  /// Name on the map; empty where the repository has no layers.
  var label: String
  /// Rows from top to bottom. No target of a lower row imports one of a higher row of its deck, except where a finding or a cycle says so.
  var rows: [[ModuleID]]

  /// Number of targets that fit into a row: wide enough for a layer, narrow enough for a screen.
  static let rowLimit = 9

  /// Decks of these targets, top to bottom: tests, processes, what is in no layer, then the layers of the rules file.
  /// Without layers, targets stand below what imports them.
  static func decks(of modules: [ModuleID], in architecture: Architecture) -> [Deck] {
    let graph = architecture.graph
    let tests = modules.filter { graph.modules[$0].isTest }
    let others = modules.filter { !graph.modules[$0].isTest }
    var decks = [Deck(label: "Tests", rows: split(tests, architecture))]
    if others.contains(where: { architecture.layers[$0] != nil }) {
      let free = others.filter { architecture.layers[$0] == nil }
      let processes = free.filter { graph.modules[$0].kind == .executable }
      decks.append(Deck(label: "Processes", rows: split(processes, architecture)))
      decks.append(Deck(label: "In no layer", rows: ranked(free.filter { graph.modules[$0].kind != .executable }, architecture)))
      let layered = Dictionary(grouping: others.filter { architecture.layers[$0] != nil }) { architecture.layers[$0]! }
      for (layer, members) in layered.sorted(by: { $0.key < $1.key }) {
        decks.append(Deck(label: "Layer \(layer + 1)", rows: split(members, architecture)))
      }
    } else {
      decks += ranked(others, architecture).map { Deck(label: "", rows: [$0]) }
    }
    return decks.filter { !$0.rows.isEmpty }
  }

  /// Rows of about equal length, those of one group side by side.
  private static func split(_ modules: [ModuleID], _ architecture: Architecture) -> [[ModuleID]] {
    if modules.isEmpty { return [] }
    let order = modules.sorted { (architecture.groups[$0].first ?? .max, $0) < (architecture.groups[$1].first ?? .max, $1) }
    let count = (order.count + rowLimit - 1) / rowLimit
    return (0..<count).map { row in Array(order[(row * order.count / count)..<((row + 1) * order.count / count)]) }
  }

  /// Rows by the imports between these targets; of each cycle the fewest edges are left out of account.
  private static func ranked(_ modules: [ModuleID], _ architecture: Architecture) -> [[ModuleID]] {
    if modules.isEmpty { return [] }
    var numbers: [ModuleID: Int] = [:]
    for (number, module) in modules.enumerated() { numbers[module] = number }
    let edges = architecture.edges.compactMap { edge -> (from: Int, to: Int)? in
      guard let from = numbers[edge.from], let to = numbers[edge.to] else { return nil }
      return (from, to)
    }
    let digraph = Digraph(nodeCount: modules.count, edges: edges)
    var breakers: Set<[Int]> = []
    for component in digraph.stronglyConnectedComponents() where component.count > 1 {
      for edge in digraph.cycleBreakers(in: component, weight: { _, _ in 1 }) { breakers.insert([edge.from, edge.to]) }
    }
    let ranks = Ranking.ranks(nodeCount: modules.count, edges: edges.filter { !breakers.contains([$0.from, $0.to]) })
    let rows = (0...(ranks.max() ?? 0)).map { rank in modules.indices.filter { ranks[$0] == rank }.map { modules[$0] } }
    return rows.flatMap { split($0, architecture) }
  }
}
