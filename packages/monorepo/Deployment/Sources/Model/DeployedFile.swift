/// A file of the repository that a process brings along wherever it runs.
struct DeployedFile {
  /// The folder of these files in the container, each named after its setting, so that another file can replace it.
  static let folder = "/etc/bulkhead"

  /// The setting that names it.
  let setting: String
  /// The file in the repository, relative to its root.
  let source: String

  var path: String { "\(Self.folder)/\(setting)" }
}

extension Deployable {
  var deployedFiles: [DeployedFile] {
    description.deployment.files.compactMap { key in
      description.environment.first { $0.key == key }.map { DeployedFile(setting: key, source: $0.value) }
    }
  }
}
