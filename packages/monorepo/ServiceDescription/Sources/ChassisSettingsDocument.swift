import JSON

/// The settings that every process has: the `settings.json` of the chassis (version 1).
public struct ChassisSettingsDocument: Sendable, Equatable {
  /// The file, relative to the repository's root.
  public static let path = "packages/chassis/ServiceKit/settings.json"
  /// The version of the format.
  public static let version = 1

  fileprivate struct Entry: Sendable, Equatable {
    let setting: SettingsDocument.Setting
    let isForServers: Bool
  }

  /// The settings in the order in which the chassis declares them.
  private let entries: [Entry]

  /// Reads such a file, or throws every mistake in it, each with its place.
  public init(parsing bytes: [UInt8]) throws(JSONMistakes) {
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw JSONMistakes(error) }
    try self.init(json: value)
  }

  /// Returns the settings of a process of this kind: a worker has none for a port of its own.
  public func settings(of kind: ServiceDescription.Kind) -> [SettingsDocument.Setting] {
    entries.filter { kind == .server || !$0.isForServers }.map(\.setting)
  }
}

extension ChassisSettingsDocument: JSONDecodable {
  public init(from fields: inout JSONFields) {
    _ = fields.int("version", in: Self.version...Self.version)
    entries = fields.array("settings", of: Entry.self)
  }
}

extension ChassisSettingsDocument.Entry: JSONDecodable {
  init(from fields: inout JSONFields) {
    setting = SettingsDocument.Setting(from: &fields)
    isForServers = fields.bool("servers")
  }
}

extension SettingsDocument {
  /// Returns the service's own settings, followed by those that every process of its kind has.
  public func adding(_ chassis: ChassisSettingsDocument, for kind: ServiceDescription.Kind) -> SettingsDocument {
    SettingsDocument(service: service, settings: settings + chassis.settings(of: kind).filter { self[$0.key] == nil })
  }
}
