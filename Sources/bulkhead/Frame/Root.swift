import CommandLine
import Platform

/// Where the repository is.
enum Root {
  /// What marks a repository's root, the surest first.
  static let markers = ["arch-rules.json", ".git", "Package.swift"]

  /// The folder of `--root`; else the nearest from `folder` upward with arch-rules.json; else with .git; else with Package.swift; else `folder`.
  static func find(from folder: String, given: String?) throws -> String {
    if let given {
      let root = PathText.resolve(given, from: folder)
      guard try File.status(root)?.kind == .folder else { throw Failure("--root \(given): there is no such folder") }
      return root
    }
    for marker in markers {
      if let root = try Folder.nearest(from: folder, holding: [marker]) { return root }
    }
    return folder
  }
}
