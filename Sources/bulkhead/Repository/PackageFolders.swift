import Platform

/// The folders of `packages/`: packages, or rooms that hold packages.
struct PackageFolders {
  /// Names of the folders that hold packages and are none, in order.
  let rooms: [String]
  /// Paths of the packages relative to the repository's root, in order.
  let packages: [String]

  init(root: String) throws {
    var rooms: [String] = []
    var packages: [String] = []
    for folder in try Self.folders(in: "\(root)/packages") {
      if try Self.isPackage("\(root)/packages/\(folder)") {
        packages.append("packages/\(folder)")
      } else {
        rooms.append(folder)
        packages += try Self.folders(in: "\(root)/packages/\(folder)").map { "packages/\(folder)/\($0)" }
      }
    }
    (self.rooms, self.packages) = (rooms, packages)
  }

  private static func isPackage(_ path: String) throws -> Bool {
    try Folder.entries(path).contains { $0.kind == .file || ["Sources", "Tests"].contains($0.name) }
  }

  private static func folders(in path: String) throws -> [String] {
    guard try File.status(path)?.kind == .folder else { return [] }
    return try Folder.entries(path).filter { $0.kind == .folder && !$0.name.hasPrefix(".") }.map(\.name).sorted()
  }
}
