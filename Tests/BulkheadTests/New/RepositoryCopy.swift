import Platform
import TestSupport

/// A copy of this repository without what is built and without its history.
enum RepositoryCopy {
  static func make() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try copy(Checkout.root, to: folder.path, isTop: true)
    return folder
  }

  private static func copy(_ source: String, to destination: String, isTop: Bool = false) throws {
    try Folder.create(destination)
    for entry in try Folder.entries(source) where !isTop || ![".build", ".git", ".bulkhead"].contains(entry.name) {
      let (from, to) = ("\(source)/\(entry.name)", "\(destination)/\(entry.name)")
      switch entry.kind {
      case .folder: try copy(from, to: to)
      case .file: try File.write(try File.read(from), to: to)
      default: break
      }
    }
  }

  /// Every file below a folder with its bytes, and every folder.
  static func snapshot(_ folder: String, _ inner: String = "") throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for entry in try Folder.entries("\(folder)/\(inner)") {
      let path = "\(inner)\(entry.name)"
      if entry.kind == .folder {
        found["\(path)/"] = []
        try found.merge(snapshot(folder, "\(path)/")) { first, _ in first }
      } else {
        found[path] = try File.read("\(folder)/\(path)")
      }
    }
    return found
  }
}
