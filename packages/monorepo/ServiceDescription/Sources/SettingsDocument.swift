import JSON

/// What a service can be set to: the `settings.json` that its process prints with `--print-env=own` (version 1).
///
/// The file lists the service's own settings; `adding` puts those of every process behind them.
public struct SettingsDocument: Sendable, Equatable {
  /// The version of the format.
  public static let version = 1

  /// One setting, an environment variable.
  public struct Setting: Sendable, Equatable {
    public let key: String
    /// `string`, `integer`, `duration` and the like.
    public let kind: String
    /// What it is for, in a sentence.
    public let help: String
    public let isRequired: Bool
    /// A secret is read from the file that `<KEY>_FILE` names as well, and never printed.
    public let isSecret: Bool
    /// Whether the service declares it, not the chassis that all services share.
    public let isOwn: Bool
    public let defaultValue: String?
    public let example: String?
    /// The least and the greatest value.
    public let range: [String]
    /// The values it can have, where these are few.
    public let choices: [String]

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
  /// In the order in which the service declares them, its own first.
  public let settings: [Setting]

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
