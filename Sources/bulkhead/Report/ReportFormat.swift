import CommandLine

/// The forms a report can take.
enum ReportFormat: String, CaseIterable {
  case text, json, sarif, github, junit, markdown

  static func render(_ format: ReportFormat, _ report: Report, root: String, style: Style, workspace: String?) -> [UInt8] {
    let sources = SourceLines(root: root)
    switch format {
    case .text: return Array(TextReport(report: report, sources: sources, style: style).render().utf8)
    case .json: return JSONReport.render(report)
    case .sarif: return SARIFReport(report: report, sources: sources).render()
    case .github: return Array(GitHubReport(report: report, sources: sources, root: root, workspace: workspace).render().utf8)
    case .junit: return Array(JUnitReport.render(report).utf8)
    case .markdown: return Array(MarkdownReport.render(report).utf8)
    }
  }
}
