extension Diagram {
  /// The diagram as a drawing that stands alone: light or dark as the reader's screen is, with the places behind each arrow in its tooltip.
  var svg: String {
    let layout = DiagramLayout(self) { node in DiagramSizes.width(of: node.label) + 20 }
    let legend = DiagramLegend(self, hasImplied: layout.isImplied.contains(true), width: max(layout.width, 560))
    let margin = 24.0
    let top = margin + 28 + legend.height + 18
    let width = max(layout.width, legend.width, DiagramSizes.headingWidth(of: title)) + 2 * margin
    let height = top + layout.height + margin

    var edgesOfNodes = [[Int]](repeating: [], count: nodes.count)
    for (index, edge) in edges.enumerated() {
      edgesOfNodes[edge.from].append(index)
      edgesOfNodes[edge.to].append(index)
    }
    var writer = SVGWriter()
    let (w, h) = (SVGWriter.number(width), SVGWriter.number(height))
    writer.open("svg", ["xmlns": "http://www.w3.org/2000/svg", "width": w, "height": h, "viewBox": "0 0 \(w) \(h)", "role": "img"])
    writer.element("title", text: title)
    writer.raw("<style>\n\(DiagramStyle.sheet(groupCount: groups.count, edgesOfNodes: edgesOfNodes))\n</style>")
    writer.open("defs")
    for marker in ["head", "head-implied", "head-violation"] { writer.raw(DiagramSizes.arrowHead(id: marker)) }
    writer.close("defs")
    writer.empty("rect", ["class": "paper", "width": "100%", "height": "100%"])
    writer.element("text", ["class": "heading", "x": SVGWriter.number(margin), "y": SVGWriter.number(margin + 12)], text: title)
    legend.draw(into: &writer, x: margin, y: margin + 28)
    writer.open("g", ["class": "drawing", "transform": "translate(\(SVGWriter.number(margin)) \(SVGWriter.number(top)))"])
    // What is drawn later lies on top: first what follows from the rest, last what is wrong.
    let depth = { (edge: Int) in edges[edge].violations.isEmpty ? (layout.isImplied[edge] ? 0 : 1) : 2 }
    var labels = LabelPlaces()
    for level in 0...2 {
      for edge in edges.indices where depth(edge) == level {
        let hasLabel = showsCounts && edges[edge].count > 0
        draw(edge, layout, label: hasLabel ? labels.place(on: layout.routes[edge]) : nil, into: &writer)
      }
    }
    for node in nodes.indices { draw(nodes[node], number: node, layout.boxes[node], into: &writer) }
    writer.close("g")
    writer.close("svg")
    return writer.text
  }

  private func draw(_ number: Int, _ layout: DiagramLayout, label: DiagramLayout.Point?, into writer: inout SVGWriter) {
    let edge = edges[number]
    let isWrong = !edge.violations.isEmpty
    let isImplied = layout.isImplied[number] && !isWrong
    var path = ""
    let points = layout.routes[number]
    for (index, point) in points.enumerated() {
      let (x, y) = (SVGWriter.number(point.x), SVGWriter.number(point.y))
      if index == 0 {
        path += "M\(x) \(y)"
      } else if index.isMultiple(of: 2) {
        path += "H\(x)"
      } else {
        let before = points[index - 1]
        let middle = SVGWriter.number((before.x + point.x) / 2)
        path += "C\(middle) \(SVGWriter.number(before.y)) \(middle) \(y) \(x) \(y)"
      }
    }
    let classes = ["edge", DiagramStyle.lineClass(of: edge.kind), isImplied ? "implied" : nil, isWrong ? "violation" : nil]
    writer.open("g", ["class": classes.compactMap(\.self).joined(separator: " "), "id": "e\(number)"])
    writer.element("title", text: edge.details.joined(separator: "\n"))
    writer.empty("path", ["class": "reach", "d": path])
    let head = isWrong ? "head-violation" : isImplied ? "head-implied" : "head"
    writer.empty("path", ["class": "line", "d": path, "marker-end": "url(#\(head))"])
    if let label {
      let place = (x: SVGWriter.number(label.x), y: SVGWriter.number(label.y + 4))
      writer.element("text", ["class": "count", "x": place.x, "y": place.y], text: String(edge.count))
    }
    writer.close("g")
  }

  private func draw(_ node: Node, number: Int, _ box: DiagramLayout.Box, into writer: inout SVGWriter) {
    let classes = [
      "node", node.shape.rawValue, node.group.map { "g\($0 % Palette.count)" }, node.violations.isEmpty ? nil : "violation",
    ]
    writer.open("g", ["class": classes.compactMap(\.self).joined(separator: " "), "id": "n\(number)"])
    writer.element("title", text: ([node.label] + node.details).joined(separator: "\n"))
    writer.empty(
      "rect",
      [
        "x": SVGWriter.number(box.x), "y": SVGWriter.number(box.y), "width": SVGWriter.number(box.width), "height": SVGWriter.number(box.height),
        "rx": "6",
      ])
    writer.element("text", ["x": SVGWriter.number(box.x + 10), "y": SVGWriter.number(box.middle + 4)], text: node.label)
    writer.close("g")
  }
}

/// The sizes of what a drawing is made of.
enum DiagramSizes {
  /// In a monospaced font of 12 px, of which no common one is wider; characters beyond ASCII may take two places.
  static func width(of text: String) -> Double { text.reduce(0) { $0 + ($1.isASCII ? 7.3 : 13) } }

  /// In a bold sans-serif font of 15 px.
  static func headingWidth(of text: String) -> Double { text.reduce(0) { $0 + ($1.isASCII ? 10 : 16) } }

  static func arrowHead(id: String) -> String {
    """
    <marker id="\(id)" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">\
    <path d="M0 0.8L8 4L0 7.2z"/></marker>
    """
  }
}
