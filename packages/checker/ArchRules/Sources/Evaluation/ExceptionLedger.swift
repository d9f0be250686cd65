import Calendar
import PackageGraph

/// The ledger of one rule's exceptions: what they except, and which of them were needed.
struct ExceptionLedger {
  private let exceptions: [RuleException]
  private let relations: [Relation]
  private let today: CalendarDate
  private var isNeeded: [Bool]

  init(_ exceptions: [RuleException], _ index: SelectionIndex, today: CalendarDate) {
    self.exceptions = exceptions
    self.today = today
    relations = exceptions.map { Relation(subjects: index.membership(of: $0.from), objects: index.membership(of: $0.to)) }
    isNeeded = exceptions.map { _ in false }
  }

  private func isOver(_ index: Int) -> Bool { exceptions[index].until.map { $0 < today } ?? false }

  /// Returns whether an import is excepted, without counting any exception as needed.
  func covers(_ from: ModuleID, _ to: ModuleID) -> Bool {
    exceptions.indices.contains { !isOver($0) && relations[$0].contains(from, to) }
  }

  /// Returns whether an import that the rule refuses is excepted, and counts every exception that excepts it as needed.
  mutating func excepts(_ from: ModuleID, _ to: ModuleID) -> Bool { excepts { $0.contains(from, to) } }

  /// Returns whether a target that the rule refuses as such is excepted, likewise.
  mutating func excepts(_ target: ModuleID) -> Bool { excepts { $0.hasSubject(target) } }

  private mutating func excepts(_ matches: (Relation) -> Bool) -> Bool {
    var isExcepted = false
    for index in exceptions.indices where matches(relations[index]) {
      isNeeded[index] = true
      isExcepted = isExcepted || !isOver(index)
    }
    return isExcepted
  }

  /// Returns the last day of an expired exception for the import.
  func end(_ from: ModuleID, _ to: ModuleID) -> CalendarDate? {
    exceptions.indices.filter { isOver($0) && relations[$0].contains(from, to) }.compactMap { exceptions[$0].until }.max()
  }

  func end(_ target: ModuleID) -> CalendarDate? {
    exceptions.indices.filter { isOver($0) && relations[$0].hasSubject(target) }.compactMap { exceptions[$0].until }.max()
  }

  enum Text: String, FindingText {
    case overAndNeeded = "the exception of \"{rule}\" from {from} to {to} ended on {day}: what it excepted is a finding again"
    case over = "the exception of \"{rule}\" from {from} to {to} ended on {day}: nothing needs it any more"
    case stale = "the exception of \"{rule}\" from {from} to {to} excepts nothing"
  }

  /// Returns the findings about the exceptions themselves, after all imports have been checked.
  func findings(rule: Rule, path: String) -> [Finding] {
    exceptions.indices.compactMap { index in
      let (exception, isOver) = (exceptions[index], isOver(index))
      if !isOver && isNeeded[index] { return nil }
      let text: Text = isOver ? isNeeded[index] ? .overAndNeeded : .over : .stale
      let message = text.filled([
        "rule": rule.id, "from": "\(exception.from)", "to": "\(exception.to)", "day": exception.until.map { "\($0)" } ?? "",
      ])
      return .builtIn(isOver ? .expiredException : .staleException, path: path, at: exception.position, message: message)
    }
  }
}
