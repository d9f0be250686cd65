import Calendar
import PackageGraph

extension RuleSet {
  /// Returns a rule in words: whom it binds, what it allows, why, how to mend a finding, and where it is written. Accepts built-in ids too;
  /// `nil` for an id that is neither.
  ///
  /// - Parameters:
  ///   - graph: The graph whose modules are named as members, if there is one.
  ///   - today: The date that decides which exceptions have expired.
  public func explain(_ id: String, _ graph: ModuleGraph?, today: CalendarDate) -> String? {
    if let builtIn = BuiltInRule(id: id) { return builtIn.explanation }
    guard let rule = rules.first(where: { $0.id == id }) else { return nil }
    let members = MembersInWords(ruleSet: self, graph: graph)

    var lines = ["\(rule.id): \(rule.kind.name), \(rule.severity.inWords)", "", rule.kind.sentence, ""]
    for (title, selection) in rule.kind.namedSelections { lines += members.lines(title, selection) }
    lines += ["", "Why: \(rule.reason)", "To mend a finding: \(rule.kind.remedy)"]
    lines += rule.exceptions.map { "Except: \($0.inWords(today: today))" }
    lines.append("Defined at \(path)\(rule.position.map { ":\($0.line):\($0.column)" } ?? "")")
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A writer of the members of selections.
private struct MembersInWords {
  let ruleSet: RuleSet
  let graph: ModuleGraph?

  private static let limit = 12

  /// Returns a line for each part of the selection, the first of them with the title.
  func lines(_ title: String, _ selection: Selection?) -> [String] {
    guard let selection else { return ["\(title): every target of the repository"] }
    return selection.items.enumerated().map { index, item in
      (index == 0 ? "\(title): " : String(repeating: " ", count: title.count + 2)) + describe(item)
    }
  }

  private func describe(_ item: Selection.Item) -> String {
    let alone = Selection([item])
    let globs =
      switch item {
      case .group(let name): ruleSet.group(named: name).map { " (\($0.selector.inWords))" } ?? ""
      case .selector: ""
      }
    guard let graph else { return alone.description + globs }
    let names = ruleSet.members(of: alone, in: graph).map { graph.modules[$0].name }.sorted()
    let shown = names.prefix(Self.limit).joined(separator: ", ") + (names.count > Self.limit ? " and \(names.count - Self.limit) more" : "")
    return alone.description + globs + (names.isEmpty ? ", which has no member today" : ": \(shown)")
  }
}

extension Selector {
  fileprivate var inWords: String { (paths + modules + sources).map(\.text).joined(separator: ", ") }
}

extension RuleException {
  fileprivate func inWords(today: CalendarDate) -> String {
    let end = until.map { $0 < today ? " (ended on \($0))" : " (until \($0))" } ?? ""
    return "\(from) → \(to)\(end): \(reason)"
  }
}

extension Severity {
  fileprivate var inWords: String {
    switch self {
    case .error: "an error"
    case .warning: "a warning"
    case .off: "off, so it is not evaluated"
    }
  }
}

extension BuiltInRule {
  fileprivate var explanation: String {
    let tolerance = isBaselinable ? "may be recorded in a baseline" : "cannot be baselined: mend the file that they are about"
    return """
      \(id): built in, \(severity.inWords)

      \(summary)

      To mend a finding: \(remedy)
      Its findings \(tolerance).

      """
  }
}
