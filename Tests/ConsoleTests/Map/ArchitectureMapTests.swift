import TestSupport
import Testing

@testable import Console

@Suite(.blocking) struct ArchitectureMapTests {
  private func decks(_ architecture: Architecture) -> [String] {
    Deck.decks(of: architecture.graph.modules.indices.filter { architecture.isTarget($0) }, in: architecture).map { deck in
      "\(deck.label): " + deck.rows.map { $0.map { architecture.graph.modules[$0].name }.joined(separator: " ") }.joined(separator: " / ")
    }
  }

  @Test func `decks are tests, processes, what is in no layer, and the layers of the rules`() throws {
    let architecture = try makeArchitecture(["MainApp -> A X", "A -> B C", "B -> D", "C -> D", "X -> Y", "UnitTests -> A"], rules: layeredRules)
    #expect(
      decks(architecture) == ["Tests: UnitTests", "Processes: MainApp", "In no layer: X / Y", "Layer 1: A", "Layer 2: B C", "Layer 3: D"])
  }

  @Test func `without layers everything stands below what imports it`() throws {
    #expect(try decks(makeArchitecture(["MainApp -> A B", "A -> B", "B -> C"])) == [": MainApp", ": A", ": B", ": C"])
  }

  @Test func `a cycle does not keep the map from being drawn`() throws {
    let architecture = try makeArchitecture(["MainApp -> A", "A -> B", "B -> A"])
    let map = ArchitectureMap(architecture, modules: Array(architecture.graph.modules.indices))
    #expect(map.routes.map(\.isStray).filter { $0 }.count == 1)
  }

  @Test func `a layer of many targets takes several rows`() throws {
    let many = (10..<35).map { "L\($0)" }
    let architecture = try makeArchitecture(["MainApp -> " + many.joined(separator: " ")])
    let map = ArchitectureMap(architecture, modules: Array(architecture.graph.modules.indices))
    #expect(Set(map.boxes.map(\.row)).count == 4)
    #expect(map.width < 2000)
  }

  @Test func `an import upwards is a line against the order, with its finding`() throws {
    let architecture = try makeArchitecture(["MainApp -> A", "A -> B", "B -> D", "D -> A"], rules: layeredRules)
    let map = ArchitectureMap(architecture, modules: Array(architecture.graph.modules.indices))
    let stray = try #require(map.routes.first { $0.isStray })
    #expect(architecture.graph.modules[architecture.edges[stray.edge].from].name == "D")
    #expect(!architecture.edges[stray.edge].findings.isEmpty)
  }

  @Test func `an import that others lead round is known as such`() throws {
    let architecture = try makeArchitecture(["MainApp -> A B", "A -> B"])
    let map = ArchitectureMap(architecture, modules: Array(architecture.graph.modules.indices))
    let implied = map.routes.filter(\.isImplied).map { architecture.edges[$0.edge] }
    #expect(implied.map { architecture.graph.modules[$0.from].name + architecture.graph.modules[$0.to].name } == ["MainAppB"])
  }

  @Test func `nothing to draw has no size`() throws {
    #expect(ArchitectureMap(try makeArchitecture([]), modules: []).width == 0)
  }

  @Test func `in any graph boxes keep apart, lines run down from box to box and go round the others, and the same graph is drawn the same`() throws {
    var generator = SeededGenerator(for: "in any graph boxes keep apart")
    for _ in 0..<30 {
      let count = Int.random(in: 1...40, using: &generator)
      let lines = (0..<count).map { node in
        let others = (0..<Int.random(in: 0...4, using: &generator)).map { _ in Int.random(in: 0..<count, using: &generator) }.filter { $0 != node }
        return "T\(node)" + (others.isEmpty ? "" : " -> " + others.map { "T\($0)" }.joined(separator: " "))
      }
      let architecture = try makeArchitecture(lines)
      let modules = Array(architecture.graph.modules.indices)
      let map = ArchitectureMap(architecture, modules: modules)
      #expect(map == ArchitectureMap(architecture, modules: modules))
      #expect(map.boxes.count == modules.count)
      for (index, box) in map.boxes.enumerated() {
        #expect(box.x >= 0 && box.x + box.width <= map.width && box.bottom <= map.height)
        for other in map.boxes[..<index] where other.row == box.row {
          let isApart = box.x + box.width <= other.x || other.x + other.width <= box.x
          #expect(isApart)
        }
      }
      for route in map.routes where !route.isStray { expectWayRoundBoxes(route, map, architecture) }
    }
  }

  private func expectWayRoundBoxes(_ route: ArchitectureMap.Route, _ map: ArchitectureMap, _ architecture: Architecture) {
    let box = { (module: Int) in map.boxes.first { $0.module == module }! }
    let (from, to) = (box(architecture.edges[route.edge].from), box(architecture.edges[route.edge].to))
    #expect(abs(route.points.first!.x - from.middle) < 0.01 && abs(route.points.first!.y - from.bottom) < 0.01)
    #expect(abs(route.points.last!.x - to.middle) < 0.01 && abs(route.points.last!.y - to.y) < 0.01)
    #expect(zip(route.points, route.points.dropFirst()).allSatisfy { $0.y < $1.y })
    for index in stride(from: 2, to: route.points.count, by: 2) {
      let point = route.points[index]
      let isFree = map.boxes.allSatisfy { $0.bottom != point.y || point.x <= $0.x || $0.x + $0.width <= point.x }
      #expect(isFree)
    }
  }
}
