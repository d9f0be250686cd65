import JSON

/// The parsed values of a rule's keys. A key that is left out, or whose value is wrong, has none.
public struct RuleValues: Sendable, ExpressibleByDictionaryLiteral {
  /// A parsed value.
  public enum Content: Sendable {
    case selection(Selection)
    case flag(Bool)
    case layers([[Selection]])
  }

  private var members: [(key: String, value: Content?)]

  public init(dictionaryLiteral elements: (String, Content?)...) { members = elements }

  subscript(key: String) -> Content? {
    get { members.first { $0.key == key }?.value }
    set { members.append((key, newValue)) }
  }

  func selection(_ key: String) -> Selection? { if case .selection(let selection) = self[key] { selection } else { nil } }

  func flag(_ key: String) -> Bool { if case .flag(let flag) = self[key] { flag } else { false } }

  func layers(_ key: String) -> [[Selection]]? { if case .layers(let layers) = self[key] { layers } else { nil } }

  /// The selections among the values, in order.
  var selections: [Selection] {
    members.flatMap { member -> [Selection] in
      switch member.value {
      case .selection(let selection): [selection]
      case .layers(let layers): Array(layers.joined())
      case .flag, nil: []
      }
    }
  }

  /// The values as the rules file writes them; a flag that is not set is left out.
  public var json: [(String, JSONValue?)] {
    members.map { member in
      switch member.value {
      case .selection(let selection): (member.key, selection.json)
      case .flag(let flag): (member.key, flag ? true : nil)
      case .layers(let layers): (member.key, .array(layers.map { $0.count == 1 ? $0[0].json : .array($0.map(\.json)) }))
      case nil: (member.key, nil)
      }
    }
  }
}

extension Selection {
  fileprivate var json: JSONValue {
    let items = items.map { item -> JSONValue in
      switch item {
      case .group(let name): .string(name)
      case .selector(let selector): selector.json
      }
    }
    return items.count == 1 ? items[0] : .array(items)
  }
}

extension Selector {
  /// The selector as the rules file writes it, without `optional`.
  public var json: JSONValue {
    .members([
      ("paths", paths.isEmpty ? nil : .array(paths.map { .string($0.text) })),
      ("modules", modules.isEmpty ? nil : .array(modules.map { .string($0.text) })),
      ("sources", sources.isEmpty ? nil : .array(sources.map { .string($0.text) })),
    ])
  }
}
