import JSON

/// The settings of a service: the `settings.json` that its process prints with `--print-env=own` (version 1).
///
/// The file lists the service's own settings; `adding` appends those of every process.
public struct SettingsDocument: Sendable, Equatable {
  /// The version of the format.
  public static let version = 1

  /// A setting, which is an environment variable.
  public struct Setting: Sendable, Equatable {
    /// The environment variable.
    public let key: String
    /// The kind of the value: `string`, `integer`, `duration` and the like.
    public let kind: String
    /// The meaning, a sentence.
    public let help: String
    /// Whether it must be set.
    public let isRequired: Bool
    /// Whether it is secret: such a value may also be in the file that `<KEY>_FILE` names, and is never printed.
    public let isSecret: Bool
    /// Whether the service declares it, not the chassis that all services share.
    public let isOwn: Bool
    /// The default value, as written; `nil` where there is none.
    public let defaultValue: String?
    /// An example of a value; `nil` where there is none.
    public let example: String?
    /// The least and the largest value, as written; empty where there are none.
    public let range: [String]
    /// The allowed values, where these are few; else empty.
    public let choices: [String]

    /// Creates a setting.
    public init(
      key: String, kind: String, help: String, isRequired: Bool = false, isSecret: Bool = false, isOwn: Bool = false, defaultValue: String? = nil,
      example: String? = nil, range: [String] = [], choices: [String] = []
    ) {
      self.key = key
      self.kind = kind
      self.help = help
      self.isRequired = isRequired
      self.isSecret = isSecret
      self.isOwn = isOwn
      self.defaultValue = defaultValue
      self.example = example
      self.range = range
      self.choices = choices
    }
  }

  /// The name of the service.
  public let service: String
  /// The settings in the order in which the service declares them, its own first.
  public let settings: [Setting]

  /// Creates a document.
  public init(service: String, settings: [Setting]) {
    self.service = service
    self.settings = settings
  }

  /// Reads a `settings.json`, or throws every mistake in it, each with its place.
  public init(parsing bytes: [UInt8]) throws(JSONMistakes) {
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw JSONMistakes(error) }
    try self.init(json: value)
  }

  /// Returns the setting of that key.
  public subscript(key: String) -> Setting? { settings.first { $0.key == key } }
}

extension SettingsDocument: JSONDecodable {
  public init(from fields: inout JSONFields) {
    _ = fields.int("version", in: Self.version...Self.version)
    service = fields.string("service")
    settings = fields.array("settings", of: Setting.self)
  }
}

extension SettingsDocument.Setting: JSONDecodable {
  public init(from fields: inout JSONFields) {
    key = fields.string("key")
    kind = fields.string("kind")
    help = fields.string("help")
    isRequired = fields.bool("required")
    isSecret = fields.bool("secret")
    isOwn = fields.bool("own")
    defaultValue = fields.optionalString("default")
    example = fields.optionalString("example")
    range = fields.strings("range", default: [])
    choices = fields.strings("choices", default: [])
  }
}
