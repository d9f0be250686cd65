import ArchRules
import CommandLine
import JSON
import PackageGraph
import SwiftImports

/// What a command found, before it takes a form.
struct Report: Sendable {
  /// A rule or an invariant by which something is found, as a report names it.
  struct Criterion: Sendable {
    /// As findings name it.
    var id: String
    var severity: Severity = .error
    /// What it is, in a few words.
    var title: String
    /// Why it is, and what to do instead.
    var reason: String
    /// What a reader is told beyond the reason.
    var help: String
  }

  /// A number that the report gives beside its errors and warnings.
  struct Count: Sendable {
    var name: String
    var value: Int

    init(_ name: String, _ value: Int) {
      self.name = name
      self.value = value
    }
  }

  /// The command that prints all of it: `check`.
  var command: String
  /// By path and place; of an import that breaks several rules there is one.
  var findings: [Finding]
  /// The findings with one for each rule that an import breaks; `nil` where no import breaks several.
  var separateFindings: [Finding]? = nil
  /// The rules or invariants of the run, in their order.
  var criteria: [Criterion]
  /// What the criteria come from: the rules file, relative to the root, or the name of the list.
  var source: String
  var counts: [Count]
  /// Swift files that no rule binds; `nil` where the command does not look for them.
  var unowned: [UnownedSources]?
  /// One line: what was looked at and how it stands.
  var summary: String

  /// The findings of each criterion, for forms that are read by criterion.
  var findingsByCriterion: [Finding] { separateFindings ?? findings }

  var errors: Int { findings.errors }
  var warnings: Int { findings.warnings }

  /// Warnings alone are no reason to fail.
  var code: ExitCode { errors == 0 ? .success : .findings }

  /// The ids of the criteria, then by name those of whatever else found something, such as `bulkhead/unmatched-glob`.
  var criterionIDs: [String] {
    let known = criteria.map(\.id)
    return known + Set(findingsByCriterion.map(\.rule)).subtracting(known).sorted()
  }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension [Finding] {
  var errors: Int { count { $0.severity == .error } }
  var warnings: Int { count { $0.severity == .warning } }
}

extension Finding {
  /// Where the rules file makes the rule, unless the finding itself stands there.
  func placeOfRule(in rulesPath: String) -> SourcePosition? {
    guard let rulePosition else { return nil }
    let place = SourcePosition(line: rulePosition.line, column: rulePosition.column)
    return path == rulesPath && place == position ? nil : place
  }
}
