import CommandLine

/// What a run found or did, for people.
struct SyncText {
  let plan: SyncPlan
  let style: Style

  /// The report of `--check`.
  func render() -> String {
    plan.findings.map(block).joined() + (plan.findings.isEmpty ? style.green(Self.verdict(on: plan)) : style.bold(Self.verdict(on: plan))) + "\n"
  }

  private func block(_ finding: SyncFinding) -> String {
    var text = "\(style.bold(Self.place(of: finding) + ":")) \(style.red("error:")) \(VisibleText.oneLine(finding.message))\n"
    guard finding.kind == .differs else { return text }
    text += "  is         \(finding.found.map(Self.shown) ?? style.dim("(the end of the file)"))\n"
    text += "  should be  \(finding.expected.map(Self.shown) ?? style.dim("(the end of the file)"))\n"
    return text
  }

  private static func shown(_ line: String) -> String {
    let text = VisibleText.oneLine(line)
    return text.count > 150 ? "\(text.prefix(150))…" : text
  }

  static func place(of finding: SyncFinding) -> String {
    VisibleText.oneLine(finding.path) + (finding.line.map { ":\($0):1" } ?? "")
  }

  /// As errors of a run that writes are printed.
  static func line(of finding: SyncFinding) -> String { "\(finding.path):\(finding.line ?? 1):1: \(finding.message)" }

  static func verdict(on plan: SyncPlan) -> String {
    let files = Report.count(plan.files, "file")
    if plan.findings.isEmpty { return "What is made is as the services say: \(files)." }
    return "\(Report.count(plan.findings.count, "file")) of \(files) to mend; bulkhead sync writes what differs."
  }

  /// What a run that writes has done.
  static func summary(of plan: SyncPlan) -> String {
    let lines = plan.changes.map { change in
      switch change {
      case .write(let path, _): "wrote \(VisibleText.oneLine(path))\n"
      case .remove(let path): "removed \(VisibleText.oneLine(path))\n"
      }
    }
    return lines.isEmpty ? "Nothing to do: \(Report.count(plan.files, "file")).\n" : lines.joined()
  }
}
