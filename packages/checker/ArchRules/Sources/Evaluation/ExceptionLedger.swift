import Calendar
import PackageGraph

/// What the exceptions of one rule except, and which of them were needed.
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

  /// Whether an import is excepted, without counting any exception as needed.
  func covers(_ from: ModuleID, _ to: ModuleID) -> Bool {
    exceptions.indices.contains { !isOver($0) && relations[$0].contains(from, to) }
  }

  /// Whether an import that the rule refuses is excepted; every exception that says so is needed.
  mutating func excepts(_ from: ModuleID, _ to: ModuleID) -> Bool { excepts { $0.contains(from, to) } }

  /// The same for a target that the rule refuses as such.
  mutating func excepts(_ target: ModuleID) -> Bool { excepts { $0.hasSubject(target) } }

  private mutating func excepts(_ matches: (Relation) -> Bool) -> Bool {
    var isExcepted = false
    for index in exceptions.indices where matches(relations[index]) {
      isNeeded[index] = true
      isExcepted = isExcepted || !isOver(index)
    }
    return isExcepted
  }

  /// The last day of an exception for the import that is over.
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

  /// What is to be said of the exceptions themselves, when all imports have been checked.
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
