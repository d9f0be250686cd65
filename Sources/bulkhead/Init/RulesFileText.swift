import ArchRules
import JSON

/// The text of a rules file, laid out for people: what fits a line is on one.
struct RulesFileText {
  private static let width = 140

  static func text(scope: ScopeProposal, groups: [FolderGroups.Group], rules: [Rule]) -> String {
    let ignored = scope.ignored.map { $0.entry.json }
    let value: JSONValue = .members([
      ("version", 1), ("ignore", ignored.isEmpty ? nil : .array(ignored)),
      ("groups", groups.isEmpty ? nil : .object(groups.map { .init($0.name, $0.selector.json) })),
      ("rules", .array(rules.map { json(of: $0) })),
    ])
    return render(value, indentation: 0, column: 0, isTop: true) + "\n"
  }

  private static func json(of rule: Rule) -> JSONValue {
    .members(
      [("id", .string(rule.id)), ("kind", .string(rule.kind.name))] + rule.kind.values.json
        + [("reason", .string(rule.reason)), ("severity", rule.severity == .error ? nil : .string(rule.severity.rawValue))])
  }

  /// - Parameter column: where the value begins in its line.
  private static func render(_ value: JSONValue, indentation: Int, column: Int, isTop: Bool = false) -> String {
    let line = onOneLine(value)
    if !isTop, column + line.utf8.count <= width { return line }
    let inner = String(repeating: " ", count: indentation + 2)
    let end = "\n" + String(repeating: " ", count: indentation)
    switch value.content {
    case .object(let members):
      let lines = members.map { member in
        let key = "\(onOneLine(.string(member.key))): "
        // Groups and rules are lists that grow: a line for each, however few there are.
        let isList = isTop && (["ignore", "groups", "rules"].contains(member.key))
        return inner + key
          + render(member.value, indentation: indentation + 2, column: isList ? width : indentation + 2 + key.utf8.count)
      }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    case .array(let elements):
      let isPlain = elements.allSatisfy { $0.string != nil }
      return "[\n"
        + (isPlain ? filled(elements, inner) : elements.map { inner + render($0, indentation: indentation + 2, column: indentation + 2) })
        .joined(separator: ",\n") + end + "]"
    default: return line
    }
  }

  /// As many on each line as fit.
  private static func filled(_ elements: [JSONValue], _ inner: String) -> [String] {
    var lines: [String] = []
    for element in elements.map(onOneLine) {
      if let last = lines.last, last.utf8.count + element.utf8.count + 3 <= width {
        lines[lines.count - 1] += ", \(element)"
      } else {
        lines.append(inner + element)
      }
    }
    return lines
  }

  private static func onOneLine(_ value: JSONValue) -> String {
    switch value.content {
    case .object(let members): "{ " + members.map { "\(onOneLine(.string($0.key))): \(onOneLine($0.value))" }.joined(separator: ", ") + " }"
    case .array(let elements): "[" + elements.map(onOneLine).joined(separator: ", ") + "]"
    default: String(decoding: value.encoded(.compact), as: UTF8.self)
    }
  }
}

extension IgnoredFolders {
  fileprivate var json: JSONValue { ["paths": .array(paths.map { .string($0.text) }), "reason": .string(reason)] }
}
