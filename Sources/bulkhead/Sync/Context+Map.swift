import Deployment
import PackageGraph
import Platform

extension Context {
  /// The drawing of the repository that its documents show, where it has one: `docs/map.svg`. It shows groups, so that it changes when
  /// the shape does and not with each target.
  func map(of repository: Repository) throws -> [GeneratedFile] {
    let path = "docs/map.svg"
    guard try File.status("\(root)/\(path)") != nil else { return [] }
    progress.begin("drawing \(path)")
    let drawing = try Diagram(GraphSubject(self, repository.graph), GraphOptions(collapsesGroups: true, isStable: true)).svg
    let lines = drawing.split(separator: "\n", maxSplits: 1)
    return [GeneratedFile(path: path, content: "\(lines[0])\n\(GeneratedFile.markdownHeader)\(lines[1])")]
  }
}
