import ArchRules
import CommandLine
import Platform

/// The report as annotations of a GitHub workflow run.
///
/// GitHub keeps ten errors and ten warnings of a step. So the findings are ordered for the first ten to say the most: the first of
/// each rule, then the second of each, and so on. What is beyond ten of a kind is printed as plain lines, for the log.
struct GitHubReport {
  static let limit = 10

  let report: Report
  let sources: SourceLines
  /// Leads from the workspace, which annotations are relative to, to the repository's root: empty or with a slash at its end.
  let pathPrefix: String

  /// - Parameter workspace: the folder `GITHUB_WORKSPACE`.
  init(report: Report, sources: SourceLines, root: String, workspace: String?) {
    self.report = report
    self.sources = sources
    pathPrefix = PathText.prefix(of: root, in: workspace)
  }

  func render() -> String {
    var text = ""
    var isCut = false
    for severity in [Severity.error, .warning] {
      let ordered = byImportance(report.findings.filter { $0.severity == severity })
      for finding in ordered.prefix(Self.limit) { text += annotation(for: finding).line + "\n" }
      for finding in ordered.dropFirst(Self.limit) {
        isCut = true
        text += "\(TextReport.place(finding.path, finding.position)): \(severity.rawValue): \(VisibleText.oneLine(finding.message))"
        text += " [\(VisibleText.oneLine(finding.rule))]\n"
      }
    }
    if isCut {
      let note = "\(report.summary) GitHub shows ten errors and ten warnings of a step; the log of this step has them all."
      text += WorkflowCommand(name: "notice", properties: [("title", "bulkhead")], message: note).line + "\n"
    }
    return text + report.summary + "\n"
  }

  /// The first finding of each rule, in the rules' order, then the second of each, …
  private func byImportance(_ findings: [Finding]) -> [Finding] {
    let ranks = Dictionary(uniqueKeysWithValues: report.criterionIDs.enumerated().map { ($1, $0) })
    var counts: [String: Int] = [:]
    let placed = findings.enumerated().map { index, finding in
      let round = counts[finding.rule, default: 0]
      counts[finding.rule] = round + 1
      return (finding: finding, key: (round, ranks[finding.rule] ?? 0, index))
    }
    return placed.sorted { $0.key < $1.key }.map(\.finding)
  }

  private func annotation(for finding: Finding) -> WorkflowCommand {
    var properties = [(key: "file", value: finding.path.hasPrefix("/") ? finding.path : pathPrefix + finding.path)]
    if let position = finding.position {
      properties.append(("line", String(position.line)))
      properties.append(("col", String(sources.utf16Column(of: position, in: finding.path))))
    }
    properties.append(("title", finding.rule))
    var message = finding.message
    for step in finding.chain { message += "\n\(TextReport.place(step.path, step.position)): \(step.sentence)" }
    for text in [finding.reason, finding.remedy].compactMap(\.self) { message += "\n\(text)" }
    if !finding.alsoBreaks.isEmpty { message += "\nAlso breaks: \(finding.alsoBreaks.joined(separator: ", "))" }
    if let position = finding.placeOfRule(in: report.source) { message += "\nRule: \(report.source):\(position.line)" }
    return WorkflowCommand(name: finding.severity == .error ? "error" : "warning", properties: properties, message: message)
  }
}
