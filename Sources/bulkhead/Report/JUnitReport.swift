import ArchRules

/// The report as JUnit XML: one suite, a test case for each rule, failed where the rule has errors.
enum JUnitReport {
  static func render(_ report: Report) -> String {
    let findings = Dictionary(grouping: report.findingsByCriterion, by: \.rule)
    let severities = Dictionary(report.criteria.map { ($0.id, $0.severity) }, uniquingKeysWith: { first, _ in first })
    let ids = report.criterionIDs
    let failures = ids.count { id in findings[id]?.contains { $0.severity == .error } ?? false }
    let skipped = ids.count { severities[$0] == .off }
    let counts = "tests=\"\(ids.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bulkhead\" \(counts)>\n  <testsuite name=\"bulkhead\" \(counts)>\n"
    for id in ids {
      text += testCase(id, findings[id] ?? [], isOff: severities[id] == .off, report)
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func testCase(_ id: String, _ findings: [Finding], isOff: Bool, _ report: Report) -> String {
    let opening = "    <testcase classname=\"\(XML.attribute(report.source))\" name=\"\(XML.attribute(id))\""
    let errors = findings.filter { $0.severity == .error }
    let warnings = findings.filter { $0.severity == .warning }
    if isOff { return "\(opening)>\n      <skipped message=\"the rule is off\"/>\n    </testcase>\n" }
    if findings.isEmpty { return "\(opening)/>\n" }
    var text = "\(opening)>\n"
    if let first = errors.first {
      let more = errors.count == 1 ? "" : " (and \(errors.count - 1) more)"
      text += "      <failure type=\"\(XML.attribute(id))\" message=\"\(XML.attribute(first.message + more))\">"
      text += XML.text(errors.map(lines).joined(separator: "\n\n")) + "</failure>\n"
    }
    if !warnings.isEmpty { text += "      <system-out>\(XML.text(warnings.map(lines).joined(separator: "\n\n")))</system-out>\n" }
    return text + "    </testcase>\n"
  }

  private static func lines(for finding: Finding) -> String {
    var lines = ["\(TextReport.place(finding.path, finding.position)): \(finding.severity.rawValue): \(finding.message)"]
    lines += finding.chain.map { "  \(TextReport.place($0.path, $0.position)): \($0.sentence)" }
    if let reason = finding.reason { lines.append("  reason: \(reason)") }
    if let remedy = finding.remedy { lines.append("  mend: \(remedy)") }
    return lines.joined(separator: "\n")
  }
}
