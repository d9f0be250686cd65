/// What the colours and lines of a drawing mean, in rows no wider than the drawing.
struct DiagramLegend {
  private enum Sample {
    case box(group: Int?, shape: Diagram.Shape)
    case line(classes: String, head: String)
  }
  private struct Entry {
    var sample: Sample
    var text: String
    var x: Double
    var y: Double
  }
  private var entries: [Entry] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Only what the diagram holds is explained.
  init(_ diagram: Diagram, hasImplied: Bool, width limit: Double) {
    var samples: [(Sample, String)] = []
    let used = Set(diagram.nodes.compactMap(\.group))
    for group in diagram.groups.indices where used.contains(group) { samples.append((.box(group: group, shape: .library), diagram.groups[group])) }
    let shapes = Set(diagram.nodes.map(\.shape))
    if shapes.contains(.executable) { samples.append((.box(group: nil, shape: .executable), "executable")) }
    if shapes.contains(.test) { samples.append((.box(group: nil, shape: .test), "test")) }
    if shapes.contains(.external) { samples.append((.box(group: nil, shape: .external), "from outside the repository")) }
    if !diagram.edges.isEmpty {
      samples.append((.line(classes: "edge", head: "head"), "imports"))
    }
    if hasImplied { samples.append((.line(classes: "edge implied", head: "head-implied"), "imports, and reaches by others too")) }
    if diagram.edges.contains(where: { $0.kind == .declared || $0.kind == .asked }) {
      samples.append((.line(classes: "edge declared", head: "head"), "declared or asked for, not imported"))
    }
    if diagram.edges.contains(where: { $0.kind == .plugin }) {
      samples.append((.line(classes: "edge declared", head: "head"), "has run as a build tool plugin"))
    }
    if diagram.violationCount > 0 { samples.append((.line(classes: "edge violation", head: "head-violation"), "violation")) }

    var (x, y) = (0.0, 0.0)
    for (sample, text) in samples {
      let advance = 30 + Double(text.count) * 6.6 + 22
      if x > 0, x + advance > limit { (x, y) = (0, y + 22) }
      entries.append(Entry(sample: sample, text: text, x: x, y: y))
      x += advance
      width = max(width, x)
      height = y + 16
    }
  }

  func draw(into writer: inout SVGWriter, x left: Double, y top: Double) {
    writer.open("g", ["class": "legend"])
    for entry in entries {
      let (x, y) = (left + entry.x, top + entry.y)
      switch entry.sample {
      case .box(let group, let shape):
        writer.open("g", ["class": "node \(shape.rawValue)" + (group.map { " g\($0 % Palette.count)" } ?? "")])
        writer.empty("rect", ["x": SVGWriter.number(x), "y": SVGWriter.number(y + 1), "width": "22", "height": "14", "rx": "4"])
        writer.close("g")
      case .line(let classes, let head):
        writer.open("g", ["class": classes])
        writer.empty("path", ["class": "line", "d": "M\(SVGWriter.number(x)) \(SVGWriter.number(y + 8))h22", "marker-end": "url(#\(head))"])
        writer.close("g")
      }
      writer.element("text", ["x": SVGWriter.number(x + 30), "y": SVGWriter.number(y + 12)], text: entry.text)
    }
    writer.close("g")
  }
}
