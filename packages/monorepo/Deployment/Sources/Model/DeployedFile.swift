/// A file of the repository that a process brings along wherever it runs.
struct DeployedFile {
  /// Where these files are for the process, each named for its setting, so that another file can take its place.
  static let folder = "/etc/bulkhead"

  /// The setting that names it.
  let setting: String
  /// Relative to the repository's root.
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
