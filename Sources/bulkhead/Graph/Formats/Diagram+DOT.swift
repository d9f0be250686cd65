extension Diagram {
  /// The diagram in the DOT language of Graphviz: groups as clusters, violations in red.
  var dot: String {
    var lines = ["digraph {", "  label=\(quoted(title)); labelloc=t; rankdir=LR; newrank=true; fontname=\"Helvetica\"; tooltip=\" \";"]
    lines.append("  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#57606a\", fontname=\"Helvetica\", fontsize=11];")
    lines.append("  edge [color=\"#8c959f\", arrowsize=0.6, fontname=\"Helvetica\", fontsize=9];")
    for group in groups.indices {
      let members = nodes.indices.filter { nodes[$0].group == group && nodes[$0].shape != .group }
      if members.isEmpty { continue }
      lines.append("  subgraph cluster_\(group) {")
      lines.append("    label=\(quoted(groups[group])); style=\"rounded,filled\"; color=\"#d0d7de\"; fillcolor=\(quoted(Palette.light(group).fill));")
      lines += members.map { "    " + statement(ofNode: $0) }
      lines.append("  }")
    }
    for node in nodes.indices where nodes[node].group == nil || nodes[node].shape == .group { lines.append("  " + statement(ofNode: node)) }
    lines += edges.map { "  " + statement(of: $0) }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func statement(ofNode index: Int) -> String {
    let node = nodes[index]
    var attributes = ["label=\(quoted(node.label))", "tooltip=\(quoted(node.details.joined(separator: "\n")))"]
    switch node.shape {
    case .test, .external: attributes.append("style=\"rounded,filled,dashed\"")
    case .executable: attributes.append("penwidth=2")
    case .group: attributes.append("fillcolor=\(quoted(Palette.light(node.group ?? 0).fill))")
    case .library, .plugin, .macro, .system, .binary: break
    }
    if !node.violations.isEmpty { attributes += ["color=\"#cf222e\"", "penwidth=2"] }
    return "n\(index) [\(attributes.joined(separator: ", "))];"
  }

  private func statement(of edge: Edge) -> String {
    var attributes = ["tooltip=\(quoted(edge.details.joined(separator: "\n")))"]
    if edge.kind != .imported { attributes.append("style=dashed") }
    if showsCounts, edge.count > 0 { attributes.append("label=\"\(edge.count)\"") }
    if !edge.violations.isEmpty { attributes += ["color=\"#cf222e\"", "fontcolor=\"#cf222e\"", "penwidth=2"] }
    return "n\(edge.from) -> n\(edge.to) [\(attributes.joined(separator: ", "))];"
  }

  /// A string of the language. Backslashes and ampersands mean something in labels, so they are escaped as well.
  private func quoted(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "&": escaped += "&amp;"
      case "\0"..<" ": escaped += " "
      default: escaped.unicodeScalars.append(character)
      }
    }
    return "\"\(escaped)\""
  }
}
