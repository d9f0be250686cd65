import Calendar
import JSON

extension RuleSetParser {
  /// Parses a rule; `nil` where a required part is missing or wrong.
  mutating func parseRule(_ value: JSONValue) -> Rule? {
    guard let members = object(value, "a rule") else { return nil }
    let kind = members["kind"].flatMap { choice($0, RuleLanguage.kinds.map { $0.name }, "kind") }.flatMap { RuleLanguage.kind(named: $0) }
    if let kind {
      check(
        members,
        .init(required: RuleLanguage.rule.required + kind.keys.required, optional: kind.keys.optional + RuleLanguage.rule.optional),
        in: "a rule of kind \"\(kind.name)\"")
    } else {
      // Of which kind the rule was meant to be is not known, so a key of any kind may be right.
      let ofAnyKind = RuleLanguage.kinds.flatMap { $0.keys.all }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      check(members, .init(required: RuleLanguage.rule.required, optional: ofAnyKind + RuleLanguage.rule.optional), in: "a rule")
    }
    let id = members["id"].flatMap { parseID($0) }
    let reason = members["reason"].flatMap { words($0, "why the rule is and what to do instead") }
    let severity = members["severity"].map { choice($0, Severity.allCases.map(\.rawValue), "severity") } ?? Severity.error.rawValue
    let exceptions = members["except"].map { parseExceptions($0) } ?? []
    let values = parseValues(kind, members)
    guard let id, let reason, let severity = severity.flatMap({ Severity(rawValue: $0) }), let kind = kind?.init(values) else { return nil }
    return Rule(id: id, kind: kind, reason: reason, severity: severity, exceptions: exceptions, position: value.position)
  }

  private mutating func parseID(_ value: JSONValue) -> String? {
    guard let text = string(value, "the rule's id") else { return nil }
    if text.hasPrefix("bulkhead/") {
      report(value, "ids that begin with \"bulkhead/\" are those of built-in findings")
    } else if !RuleLanguage.isName(text) {
      report(value, "\"\(text)\" is no id: expected a letter or digit, then letters, digits, \".\", \"_\" and \"-\", such as \"no-cycles\"")
    }
    return text
  }

  /// Parses the values of the kind's keys. Keys that only other kinds have are read too, so that the mistakes in their values are found.
  private mutating func parseValues(_ kind: (any RuleKind.Type)?, _ members: Members) -> RuleValues {
    var values: RuleValues = [:]
    var read: Set<String> = []
    for field in (kind?.fields ?? []) + RuleLanguage.kinds.flatMap({ $0.fields }) where read.insert(field.key).inserted {
      guard let value = members[field.key] else { continue }
      switch field.form {
      case .selection(let binder):
        let selection = parseSelection(value)
        values[field.key] = selection.map { .selection($0) }
        if let binder { checkBindings(of: selection, field.key, boundBy: values.selection(binder), binder) }
      case .flag(let meaning): values[field.key] = bool(value, meaning).map { .flag($0) }
      case .layers: values[field.key] = parseLayers(value).map { .layers($0) }
      }
    }
    return values
  }

  /// Parses layers, each a selection or a list of equals.
  private mutating func parseLayers(_ value: JSONValue) -> [[Selection]]? {
    guard let elements = array(value, "the layers, top first") else { return nil }
    if elements.count < 2 { report(value, "expected at least two layers: one has nothing above or below it") }
    return elements.map { element in
      guard let equals = element.array else { return [parseSelection(element)].compactMap { $0 } }
      if equals.isEmpty { report(element, "expected at least one group or selector: an empty layer orders nothing") }
      return equals.compactMap { parseSelection($0, list: false) }
    }
  }

  private mutating func parseExceptions(_ value: JSONValue) -> [RuleException] {
    guard let elements = array(value, "a list of exceptions") else { return [] }
    return elements.compactMap { parseException($0) }
  }

  private mutating func parseException(_ value: JSONValue) -> RuleException? {
    guard let members = object(value, "an exception") else { return nil }
    check(members, RuleLanguage.exception, in: "an exception")
    let from = members["from"].flatMap { parseSelection($0) }
    let to = members["to"].flatMap { parseSelection($0) }
    let reason = members["reason"].flatMap { words($0, "why this is excepted") }
    let until = members["until"].flatMap { parseDay($0) }
    checkBindings(of: to, "to", boundBy: from, "from")
    guard let from, let to, let reason else { return nil }
    return RuleException(from: from, to: to, reason: reason, until: until, position: value.position)
  }

  private mutating func parseDay(_ value: JSONValue) -> CalendarDate? {
    let day = value.string.flatMap { CalendarDate($0) }
    if day == nil { report(value, "expected a day of the calendar, such as \"2027-01-31\", found \(found(value))") }
    return day
  }
}
