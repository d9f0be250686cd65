import ArchRules
import CommandLine

/// The outcome for people.
struct ProbeText {
  let outcome: ProbeOutcome
  let style: Style

  func render() -> String {
    let rules = outcome.report.rules.map(lines).joined()
    let written = writtenLines()
    var text = "Rules:\n\(rules)"
    if !outcome.report.unspokenPairs.isEmpty {
      text += "\nNo rule says whether\n"
      for pair in outcome.report.unspokenPairs { text += "  \(shown(pair.from)) may import \(shown(pair.to))\n" }
    }
    if !outcome.written.isEmpty { text += "\nWritten probes:\n\(written)" }
    return "\(text)\n\(summary)\n"
  }

  private func lines(for rule: ProbeReport.RuleProbe) -> String {
    let name = "\(shown(rule.id)) (\(rule.kind))"
    if rule.isOff { return "  \(name): off\n" }
    let excepted = rule.attempts.count { $0.outcome == .excepted }
    let exceptions = excepted == 0 ? "" : ", \(excepted) excepted"
    if rule.catchesNothing {
      let tried = "it refuses none of \(Report.count(rule.tried, "import"))\(exceptions)"
      return "  \(style.red("catches nothing")): \(name): \(rule.tried == 0 ? "there is nothing that it could refuse" : tried)\n" + passed(rule)
    }
    return "  \(name): \(rule.caught) of \(rule.tried) refused\(exceptions)\n" + passed(rule)
  }

  private func passed(_ rule: ProbeReport.RuleProbe) -> String {
    rule.passed.map { "    \(style.yellow("passes")): \(shown($0.description))\n" }.joined()
  }

  /// A line for each import of each written probe; what is caught alike in several targets is said once.
  private func writtenLines() -> String {
    var lines: [String] = []
    var places: [String: (line: Int, targets: Int)] = [:]
    for probe in outcome.written {
      if probe.imports.isEmpty { lines.append("  \(style.red("not caught")): \(shown(probe.path)): there is no import in it\n") }
      for found in probe.imports {
        let place = TextReport.place(probe.path, found.edge.position)
        let rules = found.catchers.joined(separator: ", ")
        if !found.isCaught {
          let expected = probe.expectedRule.map { " by \($0)" } ?? ""
          let others = (found.catchers.isEmpty ? "" : " but by \(rules)") + hint(probe.expectedRule)
          let sentence = "\(shown(probe.target)) importing \(shown(found.module)) is not refused\(shown(expected + others))"
          lines.append("  \(style.red("not caught")): \(place): \(sentence)\n")
          continue
        }
        let known = places["\(place) \(rules)"]
        let targets = (known?.targets ?? 0) + 1
        let subject = targets == 1 ? shown(probe.target) : "\(targets) targets"
        let line = "  caught: \(place): \(subject) importing \(shown(found.module)): \(shown(rules))\n"
        places["\(place) \(rules)"] = (known?.line ?? lines.count, targets)
        if let known { lines[known.line] = line } else { lines.append(line) }
      }
    }
    return lines.joined()
  }

  /// Why no rule of that name could have refused, where there is none.
  private func hint(_ rule: String?) -> String {
    let known = outcome.report.rules.map(\.id)
    guard let rule, !known.contains(rule) else { return "" }
    let suggestion = Nearest.suggestion(for: rule, among: known)
    return "; the rules file has no rule '\(rule)'" + (suggestion.map { ", \($0)" } ?? "")
  }

  private var summary: String {
    let idle = outcome.report.rules.count(where: \.catchesNothing)
    let missed = Set(outcome.written.filter { !$0.holds }.map(\.path)).count
    let active = outcome.report.rules.count { !$0.isOff }
    let tried = outcome.report.rules.reduce(0) { $0 + $1.tried }
    let scope =
      "\(Report.count(active, "rule")), \(Report.count(tried, "attempt")), \(Report.count(Set(outcome.written.map(\.path)).count, "written probe"))"
    if outcome.holds { return style.green("Every rule catches something, every written probe is caught: \(scope).") }
    return style.bold("\(Report.count(idle, "rule")) catching nothing, \(Report.count(missed, "written probe")) not caught: \(scope).")
  }

  private func shown(_ text: String) -> String { VisibleText.oneLine(text) }
}
