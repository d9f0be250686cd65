extension Diagram {
  /// The diagram as a Mermaid flowchart, which Markdown pages of GitHub and others draw: groups as subgraphs, violations in red.
  var mermaid: String {
    var lines = ["---", "title: \(quoted(title))", "---", "flowchart LR"]
    for group in groups.indices {
      let members = nodes.indices.filter { nodes[$0].group == group && nodes[$0].shape != .group }
      if members.isEmpty { continue }
      lines.append("  subgraph g\(group)[\(quoted(groups[group]))]")
      lines += members.map { "    " + statement(ofNode: $0) }
      lines.append("  end")
    }
    for node in nodes.indices where nodes[node].group == nil || nodes[node].shape == .group { lines.append("  " + statement(ofNode: node)) }
    for edge in edges {
      let arrow = edge.kind == .imported ? "-->" : "-.->"
      let label = showsCounts && edge.count > 0 ? "|\(edge.count)|" : ""
      lines.append("  n\(edge.from) \(arrow)\(label) n\(edge.to)")
    }
    lines.append("  classDef outside stroke-dasharray:4 3")
    lines.append("  classDef broken stroke:#cf222e,stroke-width:2px")
    for (name, isMember) in [("outside", { ($0 as Node).shape == .test || $0.shape == .external }), ("broken", { !$0.violations.isEmpty })] {
      let members = nodes.indices.filter { isMember(nodes[$0]) }
      if !members.isEmpty { lines.append("  class \(members.map { "n\($0)" }.joined(separator: ",")) \(name)") }
    }
    let broken = edges.indices.filter { !edges[$0].violations.isEmpty }
    if !broken.isEmpty { lines.append("  linkStyle \(broken.map(String.init).joined(separator: ",")) stroke:#cf222e,stroke-width:2px") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func statement(ofNode index: Int) -> String {
    let label = quoted(nodes[index].label)
    return switch nodes[index].shape {
    case .executable: "n\(index)[[\(label)]]"
    case .test, .external: "n\(index)(\(label))"
    case .library, .plugin, .macro, .system, .binary, .group: "n\(index)[\(label)]"
    }
  }

  /// A string of the language, which escapes by numbered entities alone, written with `#` in place of `&#`.
  private func quoted(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\"", "#", "&", "<", ">", "\\", "`", "\0"..<" ": escaped += "#\(character.value);"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return "\"\(escaped)\""
  }
}
