import ServiceDescription

/// A process that is deployed: a service, or the app.
public struct Deployable: Sendable, Equatable {
  public var description: ServiceDescription
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

  public init(
    description: ServiceDescription, settings: SettingsDocument, folder: String, product: String, module: String, closure: [String],
    files: [String: String] = [:]
  ) {
    self.description = description
    self.settings = settings
    self.folder = folder
    self.product = product
    self.module = module
    self.closure = closure
    self.files = files
  }

  public var name: String { description.name }
  /// The app is a tool for the people who run the services, and no service itself.
  public var isApp: Bool { !folder.hasPrefix("services/") }
  /// Only what needs the whole of Foundation does; the static binaries write none.
  var writesTemporaryFiles: Bool { description.deployment.packaging == .runtime }

  /// The variable that says something of one setting of this service, where several services are set at once: `SCRIBE_STORE`.
  func variable(for setting: String) -> String { "\(ServiceDescription.variablePrefix(of: name))_\(setting)" }
}
