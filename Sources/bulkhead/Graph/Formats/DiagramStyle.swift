import ArchRules

/// The style sheet of a drawing: light and dark, and what moves when a reader points at something.
struct DiagramStyle {
  /// Returns the class of a line beside `edge`: what is not imported is drawn alike, whatever it is.
  static func lineClass(of kind: ModuleEdge.Kind) -> String? {
    switch kind {
    case .imported: nil
    case .asked: "asked"
    case .declared, .plugin: "declared"
    }
  }

  /// - Parameter edges: which edges touch each node, for highlighting them together.
  static func sheet(groupCount: Int, edgesOfNodes: [[Int]]) -> String {
    var lines = [
      "text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace}",
      ".heading{font:600 15px system-ui,sans-serif}",
      ".legend text,.note{font:12px system-ui,sans-serif}",
      ".edge path{fill:none}",
      ".edge .line{stroke-width:1.3}",
      ".edge .reach{stroke:transparent;stroke-width:9;pointer-events:stroke}",
      ".implied .line{stroke-width:.8}",
      ".declared .line,.asked .line{stroke-dasharray:4 3}",
      ".violation .line{stroke-width:2.2}",
      ".edge:hover .line{stroke-width:3}",
      ".node rect{stroke-width:1.2}",
      ".test rect,.external rect{stroke-dasharray:4 3}",
      ".executable rect{stroke-width:2.4}",
      ".node.violation rect{stroke-width:2.4}",
      ".count{font-size:11px;text-anchor:middle;paint-order:stroke;stroke-width:4px}",
    ]
    lines += theme(Theme.light, colors: Palette.light, groupCount: groupCount)
    lines.append("@media(prefers-color-scheme:dark){")
    lines += theme(Theme.dark, colors: Palette.dark, groupCount: groupCount)
    lines.append("}")
    for (node, edges) in edgesOfNodes.enumerated() where !edges.isEmpty {
      let own = edges.map { "#e\($0)" }.joined(separator: ",")
      lines.append("svg:has(#n\(node):hover) .drawing .edge:not(\(own)){opacity:.08}")
    }
    return lines.joined(separator: "\n")
  }

  private struct Theme: Sendable {
    var paper: String
    var ink: String
    var box: String
    var boxLine: String
    var edge: String
    var implied: String
    var violation: String

    static let light = Theme(
      paper: "#ffffff", ink: "#1f2328", box: "#ffffff", boxLine: "#6e7781", edge: "#6e7781", implied: "#c6ced6", violation: "#d1242f")
    static let dark = Theme(
      paper: "#0d1117", ink: "#e6edf3", box: "#161b22", boxLine: "#8b949e", edge: "#8b949e", implied: "#454d57", violation: "#ff6b66")
  }

  private static func theme(_ theme: Theme, colors: (Int) -> Palette.Color, groupCount: Int) -> [String] {
    var lines = [
      ".paper{fill:\(theme.paper)}",
      "text{fill:\(theme.ink)}",
      ".node rect{fill:\(theme.box);stroke:\(theme.boxLine)}",
      ".edge .line{stroke:\(theme.edge)}",
      "#head path{fill:\(theme.edge)}",
      ".implied .line{stroke:\(theme.implied)}",
      "#head-implied path{fill:\(theme.implied)}",
      ".count{stroke:\(theme.paper)}",
    ]
    for group in 0..<min(groupCount, Palette.count) {
      let color = colors(group)
      lines.append(".g\(group) rect{fill:\(color.fill);stroke:\(color.line)}")
    }
    lines += [
      ".violation .line,.node.violation rect{stroke:\(theme.violation)}", "#head-violation path{fill:\(theme.violation)}",
      ".violation .count{fill:\(theme.violation)}",
    ]
    return lines
  }
}
