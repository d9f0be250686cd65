/// The forms a report can take.
enum CheckFormat: String, CaseIterable {
  case text, json, sarif, github, junit, markdown

  static func render(_ format: CheckFormat, _ report: CheckReport, root: String, style: Style, workspace: String?) -> [UInt8] {
    let sources = SourceLines(root: root)
    switch format {
    case .text: return Array(CheckText(report: report, sources: sources, style: style).render().utf8)
    case .json: return CheckJSON.render(report)
    case .sarif: return CheckSARIF(report: report, sources: sources).render()
    case .github: return Array(CheckGitHub(report: report, sources: sources, root: root, workspace: workspace).render().utf8)
    case .junit: return Array(CheckJUnit.render(report).utf8)
    case .markdown: return Array(CheckMarkdown.render(report).utf8)
    }
  }
}
