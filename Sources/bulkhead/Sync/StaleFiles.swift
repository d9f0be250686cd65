import Deployment
import Platform

/// Files that were made as a whole, wherever such files are made.
enum StaleFiles {
  /// Paths relative to the root, in order.
  static func find(root: String) throws -> [String] {
    var paths: [String] = []
    for folder in ["", "docs", ".github/workflows"] { try collect(folder, root, &paths) { _ in false } }
    for folder in ["services", "Sources"] { try collect(folder, root, &paths) { $0 == folder } }
    for path in try serviceFolders(root) { try collect("\(path)/Sources", root, &paths) { _ in false } }
    try collect("deploy", root, &paths) { _ in true }
    return paths.sorted()
  }

  private static func serviceFolders(_ root: String) throws -> [String] {
    guard try File.status("\(root)/services")?.kind == .folder else { return [] }
    return try Folder.entries("\(root)/services").filter { $0.kind == .folder }.map { "services/\($0.name)" }
  }

  /// - Parameter entering: whether the folders in a folder are looked into.
  private static func collect(_ folder: String, _ root: String, _ paths: inout [String], entering: (String) -> Bool) throws {
    let absolute = folder.isEmpty ? root : "\(root)/\(folder)"
    guard try File.status(absolute)?.kind == .folder else { return }
    for entry in try Folder.entries(absolute) {
      let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      switch entry.kind {
      case .folder where entering(folder): try collect(path, root, &paths, entering: entering)
      case .file where try isGenerated("\(root)/\(path)"): paths.append(path)
      default: break
      }
    }
  }

  private static func isGenerated(_ path: String) throws -> Bool {
    // What is made is text of a moderate length; a large file beside it is not read.
    guard let status = try File.status(path), status.size <= 1 << 20 else { return false }
    return GeneratedFile.isWhollyGenerated(String(decoding: try File.read(path), as: UTF8.self))
  }
}
