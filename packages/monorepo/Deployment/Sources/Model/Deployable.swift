import ServiceDescription

/// A process that is deployed: a service, or the app.
public struct Deployable: Sendable, Equatable {
  /// The description in its `service.json`.
  public var description: ServiceDescription
  /// The settings in its `settings.json`, with the chassis's behind them.
  public var settings: SettingsDocument
  /// The folder that holds its `service.json`, relative to the repository's root: `services/scheduler-worker`, `Sources/Console`.
  public var folder: String
  /// The name of its executable product, which is also its binary's.
  public var product: String
  /// The module of its executable target.
  public var module: String
  /// The folders of its executable target and of all targets that it is built from, relative to the root, in order.
  public var closure: [String]
  /// The texts of the files that it brings along, by setting.
  public var files: [String: String]
  /// The steps of its schema, in order.
  public var migrations: [MigrationFile]

  /// Creates a deployable.
  public init(
    description: ServiceDescription, settings: SettingsDocument, folder: String, product: String, module: String, closure: [String],
    files: [String: String] = [:], migrations: [MigrationFile] = []
  ) {
    self.description = description
    self.settings = settings
    self.folder = folder
    self.product = product
    self.module = module
    self.closure = closure
    self.files = files
    self.migrations = migrations
  }

  /// The name of the service or the app.
  public var name: String { description.name }
  /// Whether it is the app, which is a tool for the people who run the services.
  public var isApp: Bool { !folder.hasPrefix("services/") }
  /// Whether it writes temporary files: only processes that need the whole of Foundation do, the static binaries write none.
  var writesTemporaryFiles: Bool { description.deployment.packaging == .runtime }

  /// Returns the variable for one setting of this service in an environment that several services share: `SCRIBE_STORE`.
  func variable(for setting: String) -> String { "\(ServiceDescription.variablePrefix(of: name))_\(setting)" }
}
