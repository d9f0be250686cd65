import JSON

/// A key of a kind's rules, and the form of its value.
public struct RuleField: Sendable {
  enum Form: Sendable {
    /// A group's name, a selector in place, or a list of these. `binder` is the key whose globs bind the names that this one's may use.
    case selection(binder: String?)
    /// A flag, `false` where it is left out. `meaning` completes the parser's "expected true or false (…)".
    case flag(meaning: String)
    /// Layers, top first; a list inside is a layer of equals.
    case layers
  }

  /// The key.
  public let key: String
  /// Whether rules of the kind must have the key.
  public let isRequired: Bool
  let form: Form
  /// The text that an editor shows for the key.
  private let description: String

  static func selection(_ key: String, boundBy binder: String? = nil, isRequired: Bool = true, _ description: String) -> RuleField {
    RuleField(key: key, isRequired: isRequired, form: .selection(binder: binder), description: description)
  }

  static func flag(_ key: String, meaning: String, _ description: String) -> RuleField {
    RuleField(key: key, isRequired: false, form: .flag(meaning: meaning), description: description)
  }

  static func layers(_ key: String, _ description: String) -> RuleField {
    RuleField(key: key, isRequired: true, form: .layers, description: description)
  }

  /// The field's property in the schema.
  fileprivate var schema: JSONValue {
    let selection: JSONValue = "#/definitions/selection"
    let description: JSONValue = .string(description)
    return switch form {
    case .selection: ["$ref": selection, "description": description]
    case .flag: ["type": "boolean", "default": false, "description": description]
    case .layers: ["type": "array", "minItems": 2, "items": ["$ref": selection], "description": description]
    }
  }
}

extension RuleKind {
  /// The kind's definition in `docs/arch-rules.schema.json`, named `rule-` and the kind's name.
  public static var schema: JSONValue {
    func reference(_ definition: String) -> JSONValue { ["$ref": .string("#/definitions/\(definition)")] }
    let reason: JSONValue = [
      "$ref": "#/definitions/reason", "description": "Why the rule is, and what to do instead. Printed with each finding.",
    ]
    let properties: [JSONValue.Member] =
      [.init("id", reference("id")), .init("kind", ["const": .string(name), "description": .string(summary)])]
      + fields.map { .init($0.key, $0.schema) }
      + [.init("reason", reason), .init("severity", reference("severity")), .init("except", reference("exceptions"))]
    return [
      "type": "object", "description": .string(summary),
      "required": .array((RuleLanguage.rule.required + keys.required).map { .string($0) }),
      "properties": .object(properties), "additionalProperties": false,
    ]
  }
}
