import TestSupport
import Testing

@testable import Bulkhead

@Suite struct LayoutTests {
  private func layout(_ diagram: Diagram) -> DiagramLayout { DiagramLayout(diagram) { 20 + 8 * Double($0.label.count) } }

  @Test func `arrows lead from the right edge of one box to the left edge of another, further right`() {
    let diagram = makeDiagram(nodes: 4, edges: [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)])
    let layout = layout(diagram)
    for (edge, route) in zip(diagram.edges, layout.routes) {
      #expect(route.first == .init(x: layout.boxes[edge.from].right, y: layout.boxes[edge.from].middle))
      #expect(route.last == .init(x: layout.boxes[edge.to].x, y: layout.boxes[edge.to].middle))
      #expect(zip(route, route.dropFirst()).allSatisfy { $0.x < $1.x })
    }
  }

  @Test func `an edge that other edges imply is known as such`() {
    let layout = layout(makeDiagram(nodes: 3, edges: [(0, 1), (1, 2), (0, 2)]))
    #expect(layout.isImplied == [false, true, false])
  }

  @Test func `one edge of a cycle leads back`() {
    let diagram = makeDiagram(nodes: 3, edges: [(0, 1), (1, 2), (2, 0)])
    let back = zip(diagram.edges, layout(diagram).routes).filter { $1.first!.x > $1.last!.x }
    #expect(back.count == 1)
  }

  @Test func `parts that nothing connects stand apart`() {
    let layout = layout(makeDiagram(nodes: 5, edges: [(0, 1), (2, 3)]))
    expectNoOverlap(layout)
    #expect(layout.boxes.allSatisfy { $0.x >= 0 && $0.right <= layout.width && $0.y >= 0 && $0.y + $0.height <= layout.height })
  }

  @Test func `a diagram without nodes has no size`() {
    let layout = layout(makeDiagram(nodes: 0, edges: []))
    #expect(layout.width == 0 && layout.height == 0)
  }

  @Test func `in any graph boxes do not overlap, edges go round boxes, and the same graph is laid out the same`() {
    var generator = SeededGenerator(for: "in any graph boxes do not overlap")
    for _ in 0..<40 {
      let diagram = makeLayeredDiagram(
        nodes: Int.random(in: 1...70, using: &generator), strayEdges: Int.random(in: 0...6, using: &generator), generator: &generator)
      let layout = layout(diagram)
      expectNoOverlap(layout)
      expectEdgesAvoidBoxes(diagram, layout)
      let again = self.layout(diagram)
      #expect(again.boxes == layout.boxes && again.routes == layout.routes)
    }
  }

  @Test func `labels keep out of one another's way`() {
    var places = LabelPlaces()
    let crossing: [[DiagramLayout.Point]] = [[.init(x: 0, y: 0), .init(x: 100, y: 60)], [.init(x: 0, y: 60), .init(x: 100, y: 0)]]
    let labels = crossing.map { places.place(on: $0) }
    #expect(labels[0] == .init(x: 50, y: 30))
    #expect(abs(labels[1].x - 50) >= 30 || abs(labels[1].y - 30) >= 14)
  }

  private func expectNoOverlap(_ layout: DiagramLayout) {
    for (index, box) in layout.boxes.enumerated() {
      for other in layout.boxes[..<index] {
        let isApart = box.right <= other.x || other.right <= box.x || box.y + box.height <= other.y || other.y + other.height <= box.y
        #expect(isApart)
      }
    }
  }

  /// Curves stay between columns by construction; the lines past columns have to miss every box.
  private func expectEdgesAvoidBoxes(_ diagram: Diagram, _ layout: DiagramLayout) {
    for route in layout.routes {
      for index in stride(from: 2, to: route.count, by: 2) {
        let (start, end) = (route[index - 1], route[index])
        #expect(start.y == end.y)
        for box in layout.boxes where box.y < start.y && start.y < box.y + box.height {
          #expect(max(start.x, end.x) <= box.x || box.right <= min(start.x, end.x))
        }
      }
    }
  }
}
