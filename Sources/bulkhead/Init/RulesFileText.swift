import ArchRules
import JSON

/// The text of a rules file, laid out for people: what fits a line is on one.
struct RulesFileText {
  private static let width = 140

  static func text(groups: [(name: String, selector: Selector)], rules: [Rule]) -> String {
    let value: JSONValue = .object([
      .init("version", 1), .init("groups", .object(groups.map { .init($0.name, json(of: $0.selector)) })),
      .init("rules", .array(rules.map { json(of: $0) })),
    ])
    return render(value, indentation: 0, column: 0, isTop: true) + "\n"
  }

  private static func json(of selector: Selector) -> JSONValue {
    .members([
      ("paths", selector.paths.isEmpty ? nil : .array(selector.paths.map { .string($0.text) })),
      ("modules", selector.modules.isEmpty ? nil : .array(selector.modules.map { .string($0.text) })),
    ])
  }

  private static func json(of selection: Selection) -> JSONValue {
    let items = selection.items.map { item -> JSONValue in
      switch item {
      case .group(let name): .string(name)
      case .selector(let selector): json(of: selector)
      }
    }
    return items.count == 1 ? items[0] : .array(items)
  }

  private static func json(of rule: Rule) -> JSONValue {
    var members: [(String, JSONValue?)] = [("id", .string(rule.id)), ("kind", .string(rule.kind.name))]
    switch rule.kind {
    case .allow(let from, let to), .require(let from, let to): members += [("from", json(of: from)), ("to", json(of: to))]
    case .forbid(let from, let to, let transitive):
      members += [("from", json(of: from)), ("to", json(of: to)), ("transitive", transitive ? true : nil)]
    case .restrict(let to, let only): members += [("to", json(of: to)), ("only", json(of: only))]
    case .independent(let selection): members.append(("in", json(of: selection)))
    case .layers(let selection, let layers):
      let list = layers.map { equals in equals.count == 1 ? json(of: equals[0]) : .array(equals.map { json(of: $0) }) }
      members += [("in", json(of: selection)), ("layers", .array(list))]
    case .acyclic(let selection), .declared(let selection), .used(let selection), .covered(let selection):
      members.append(("in", selection.map { json(of: $0) }))
    }
    return .members(members + [("reason", .string(rule.reason))])
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
        let isList = isTop && (member.key == "groups" || member.key == "rules")
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
