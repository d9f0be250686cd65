import ServiceDescription
import YAML

extension Monorepo {
  /// The project's name in compose, and the folder of its images in a registry.
  static let project = "bulkhead"

  /// The compose files: `compose.yaml` for development, one for each service, and `deploy/compose.prod.yaml`.
  var composeFiles: [GeneratedFile] {
    let all = DevelopmentCompose(monorepo: self, members: deployables, folder: "", project: Self.project)
    var files = [
      file("compose.yaml", all.document, "For development, from a clean clone:\n\n  docker compose up --build\n\nSettings come from .env beside it.")
    ]
    for deployable in deployables {
      let path = "\(deployable.folder)/compose.yaml"
      let one = DevelopmentCompose(
        monorepo: self, members: withNeeds(deployable), folder: deployable.folder, project: "\(Self.project)-\(deployable.name)")
      files.append(file(path, one.document, "\(deployable.name) with what it needs:\n\n  docker compose -f \(path) up --build"))
    }
    files.append(
      file(
        "deploy/compose.prod.yaml", ProductionCompose(monorepo: self).document,
        """
        One machine, images by the commit they were built from:

          BULKHEAD_OWNER=acme BULKHEAD_SHA=$(git rev-parse HEAD) docker compose -f deploy/compose.prod.yaml up --detach

        What a machine sets beyond this (optional secrets, a log level) goes into a second file behind another -f.
        """))
    return files
  }

  private func file(_ path: String, _ document: YAML, _ comment: String) -> GeneratedFile {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "#\n" : "# \($0)\n" }
    return GeneratedFile(path: path, content: GeneratedFile.header + "#\n" + lines.joined() + document.encoded())
  }

  /// Returns the deployable and all that it needs, directly or indirectly, in order of name.
  private func withNeeds(_ deployable: Deployable) -> [Deployable] {
    var reached = [deployable]
    var index = 0
    while index < reached.count {
      for need in reached[index].description.needs where !reached.contains(where: { $0.name == need.name }) {
        if let found = self.deployable(named: need.name) { reached.append(found) }
      }
      index += 1
    }
    return reached.sorted { $0.name < $1.name }
  }
}
