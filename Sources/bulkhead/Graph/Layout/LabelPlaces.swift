/// Puts a label on each edge where it is in no other's way.
struct LabelPlaces {
  private var taken: [DiagramLayout.Point] = []

  /// The middle of a label of a few digits: on the way past a column, where an edge has one, or else as near as can be to halfway.
  mutating func place(on route: [DiagramLayout.Point]) -> DiagramLayout.Point {
    let choices: [DiagramLayout.Point] =
      if route.count > 2 {
        [0.5, 0.3, 0.7].map { share in .init(x: route[1].x + (route[2].x - route[1].x) * share, y: route[1].y) }
      } else {
        [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map { LabelPlaces.point(at: $0, from: route[0], to: route[1]) }
      }
    let free = choices.first { choice in !taken.contains { abs($0.x - choice.x) < 30 && abs($0.y - choice.y) < 14 } }
    taken.append(free ?? choices[0])
    return free ?? choices[0]
  }

  /// A point of the curve that is drawn between two columns: a cubic Bézier whose handles reach halfway.
  private static func point(at share: Double, from start: DiagramLayout.Point, to end: DiagramLayout.Point) -> DiagramLayout.Point {
    let rest = 1 - share
    let (outer, inner) = ((rest * rest * rest, share * share * share), (3 * rest * rest * share, 3 * rest * share * share))
    let middle = (start.x + end.x) / 2
    return .init(
      x: outer.0 * start.x + (inner.0 + inner.1) * middle + outer.1 * end.x, y: (outer.0 + inner.0) * start.y + (inner.1 + outer.1) * end.y)
  }
}
