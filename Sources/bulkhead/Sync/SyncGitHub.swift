import CommandLine
import Platform

/// The report of `--check` as annotations of a GitHub workflow run. GitHub keeps ten errors of a step; the rest is printed as plain lines.
struct SyncGitHub {
  let plan: SyncPlan
  /// Leads from the workspace, which annotations are relative to, to the repository's root: empty or with a slash at its end.
  let pathPrefix: String

  init(plan: SyncPlan, root: String, workspace: String?) {
    self.plan = plan
    pathPrefix = PathText.prefix(of: root, in: workspace)
  }

  func render() -> String {
    var text = plan.findings.prefix(GitHubReport.limit).map { annotation(for: $0).line + "\n" }.joined()
    for finding in plan.findings.dropFirst(GitHubReport.limit) {
      text += "\(SyncText.place(of: finding)): error: \(VisibleText.oneLine(finding.message))\n"
    }
    return text + SyncText.verdict(on: plan) + "\n"
  }

  private func annotation(for finding: SyncFinding) -> WorkflowCommand {
    var message = finding.message
    if finding.kind == .differs {
      message += "\nis: \(finding.found ?? "(the end of the file)")\nshould be: \(finding.expected ?? "(the end of the file)")"
    }
    return WorkflowCommand(
      name: "error",
      properties: [("file", pathPrefix + finding.path), ("line", String(finding.line ?? 1)), ("title", "bulkhead sync")],
      message: message)
  }
}
