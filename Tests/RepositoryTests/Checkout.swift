import Platform

/// The repository that these tests stand in.
enum Checkout {
  /// This file is in `Tests/RepositoryTests`.
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  static func text(_ path: String) throws -> String {
    String(decoding: try File.read("\(root)/\(path)"), as: UTF8.self)
  }

  static func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  static func exists(_ path: String) throws -> Bool { try File.status("\(root)/\(path)") != nil }

  static func folders(in path: String) throws -> [String] {
    try Folder.entries("\(root)/\(path)").filter { $0.kind == .folder }.map(\.name)
  }

  /// The folders of packages, in order of path.
  static func packages() throws -> [String] {
    try folders(in: "packages").sorted().flatMap { room in try folders(in: "packages/\(room)").sorted().map { "packages/\(room)/\($0)" } }
  }

  /// The files below the root whose names end so, without what is built or hidden; relative to the root.
  static func files(endingIn ending: String, below folder: String = "") throws -> [String] {
    var files: [String] = []
    for entry in try Folder.entries("\(root)/\(folder)") {
      let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      if entry.kind == .folder && (!entry.name.hasPrefix(".") || entry.name == ".github") {
        files += try Self.files(endingIn: ending, below: path)
      } else if entry.kind == .file && entry.name.hasSuffix(ending) {
        files.append(path)
      }
    }
    return files
  }
}
