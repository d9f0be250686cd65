import CommandLine
import Platform

/// Where the repository is.
enum Root {
  /// Returns the folder of `--root`; else the nearest from `folder` upward with arch-rules.json or .git, so that the rules of another
  /// repository around this one are not its own; else the nearest with Package.swift; else `folder`.
  static func find(from folder: String, given: String?) throws -> String {
    if let given {
      let root = PathText.resolve(given, from: folder)
      guard try File.status(root)?.kind == .folder else { throw Failure("--root \(given): there is no such folder") }
      return root
    }
    return try Folder.nearest(from: folder, holding: ["arch-rules.json", ".git"])
      ?? Folder.nearest(from: folder, holding: ["Package.swift"]) ?? folder
  }
}
