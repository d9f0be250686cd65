import ArchRules
import PackageGraph
import SwiftImports

/// What a check found, before it takes a form.
struct CheckReport: Sendable {
  /// In the order of evaluation: by path and place.
  var findings: [Finding]
  /// Findings that the baseline knows, which are not among `findings`.
  var baselined: Int
  /// Targets of the repository, Swift files and import declarations that were looked at.
  var targets: Int
  var files: Int
  var imports: Int
  /// Swift files that no target compiles, and so no rule binds.
  var unownedFiles: Int
  /// The rules in the order of the rules file, and that file relative to the root.
  var rules: [Rule]
  var rulesPath: String

  init(findings: [Finding], baselined: Int = 0, graph: ModuleGraph, ruleSet: RuleSet) {
    self.findings = findings
    self.baselined = baselined
    targets = graph.modules.count { $0.origin == .repository }
    files = graph.statistics.files
    imports = graph.statistics.imports
    unownedFiles = graph.statistics.unownedFiles
    rules = ruleSet.rules
    rulesPath = ruleSet.path
  }

  var errors: Int { findings.count { $0.severity == .error } }
  var warnings: Int { findings.count { $0.severity == .warning } }

  /// Warnings alone are no reason to fail.
  var code: ExitCode { errors == 0 ? .success : .findings }

  /// The rules that ran and whatever else found something, such as `bulkhead/unmatched-glob`: rules first, the rest by name.
  var ruleIDs: [String] {
    let known = rules.map(\.id)
    return known + Set(findings.map(\.rule)).subtracting(known).sorted()
  }

  /// One line: what was looked at and how it stands.
  var summary: String {
    let scope = "\(Self.count(targets, "target")), \(Self.count(files, "file")), \(Self.count(imports, "import"))"
    let known =
      (baselined == 0 ? "" : "; \(Self.count(baselined, "known finding")) in the baseline")
      + (unownedFiles == 0 ? "" : "; \(Self.count(unownedFiles, "Swift file")) in no target, which no rule binds")
    let active = rules.count { $0.severity != .off }
    if findings.isEmpty && active == 0 { return "No rule is on: \(scope)." }
    if findings.isEmpty { return "\(active == 1 ? "The rule holds" : "All \(active) rules hold"): \(scope)\(known)." }
    return "\(Self.count(errors, "error")), \(Self.count(warnings, "warning")): \(Self.count(active, "rule")), \(scope)\(known)."
  }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Finding {
  /// Where the rules file makes the rule, unless the finding itself stands there.
  func placeOfRule(in rulesPath: String) -> SourcePosition? {
    guard let rulePosition else { return nil }
    let place = SourcePosition(line: rulePosition.line, column: rulePosition.column)
    return path == rulesPath && place == position ? nil : place
  }
}
