import ArchRules

/// The report as a table for the summary of a CI job.
enum MarkdownReport {
  /// A job summary may have 1 MiB; a table that long helps nobody.
  static let limit = 200

  static func render(_ report: Report) -> String {
    var text = "### \(report.errors > 0 ? "❌" : report.warnings > 0 ? "⚠️" : "✅") bulkhead\n\n\(report.summary)\n"
    if report.findings.isEmpty { return text }
    text += "\n| | Rule | Where | What |\n|---|---|---|---|\n"
    for finding in report.findings.prefix(limit) { text += row(for: finding) + "\n" }
    let left = report.findings.count - limit
    return left > 0 ? "\(text)\nThe table ends here; \(left) more: `bulkhead \(report.command)` prints them all.\n" : text
  }

  private static func row(for finding: Finding) -> String {
    var what = [Markdown.cell(finding.message)]
    what += finding.chain.map { Markdown.cell("\($0.sentence): ") + Markdown.code(TextReport.place($0.path, $0.position)) }
    if let reason = finding.reason { what.append("<i>\(Markdown.cell(reason))</i>") }
    if let remedy = finding.remedy { what.append(Markdown.cell(remedy)) }
    if !finding.alsoBreaks.isEmpty { what.append(Markdown.cell("Also breaks: \(finding.alsoBreaks.joined(separator: ", "))")) }
    let cells = [
      finding.severity.rawValue, Markdown.code(finding.rule), Markdown.code(TextReport.place(finding.path, finding.position)),
      what.joined(separator: "<br>"),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }
}
