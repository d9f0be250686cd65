import ArchRules
import CommandLine
import PackageGraph

/// The answer for people.
struct WhyText {
  let answer: WhyAnswer

  func render() -> String {
    let (from, to) = (shown(answer.name(answer.from)), shown(answer.name(answer.to)))
    var text = ""
    if answer.chain.isEmpty {
      text += "\(from) does not import \(to), neither itself nor through others of the repository.\n"
    } else if answer.chain.count > 1 {
      text += "\(from) reaches \(to) in \(answer.chain.count) steps:\n"
      for edge in answer.chain { text += "  \(TextReport.place(edge.path, edge.position)): \(sentence(edge))\n" }
    }
    if !answer.direct.isEmpty {
      text += "\(from) names \(to) in \(Report.count(answer.direct.count, "place")):\n"
      for edge in answer.direct { text += "  \(TextReport.place(edge.path, edge.position)): \(sentence(edge))\n" }
    }
    return text
  }

  private func sentence(_ edge: ImportEdge) -> String {
    let verb =
      switch edge.kind {
      case .import: edge.isExported ? "re-exports" : "imports"
      case .canImport: "asks for (canImport)"
      case .externalMacro: "expands macros of"
      case .plugin: "uses the build tool plugin"
      }
    let condition = edge.condition.map { ", #if \($0)\(edge.isNeverBuilt ? ", which no build has" : "")" } ?? ""
    return shown("\(answer.name(edge.from)) \(verb) \(answer.name(edge.to))\(condition)")
  }

  private func shown(_ text: String) -> String { VisibleText.oneLine(text) }
}
