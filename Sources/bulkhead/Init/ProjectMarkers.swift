import ArchRules
import PackageGraph
import Platform

/// The folders of a repository that hold a project of Xcode's, or a description that one is made from.
struct ProjectMarkers {
  /// The folders, relative to the root; `.` for the root itself.
  private(set) var folders: Set<String> = []

  /// The projects of Xcode's that could be read, in order of paths.
  private(set) var built: [XcodeProject] = []

  private static let names: Set = ["project.yml", "project.yaml", "Project.swift"]

  /// Looks in the folders of Swift files that no target has, and in those above them.
  init(of graph: ModuleGraph, root: String) throws {
    var looked: Set<String> = []
    var files: [(folder: String, path: String)] = []
    for sources in graph.unowned {
      var folder = sources.folder == "." ? "" : sources.folder
      while looked.insert(folder).inserted {
        let entries = try Folder.entries(PathText.join(root, folder))
        if entries.contains(where: { Self.names.contains($0.name) || $0.name.hasSuffix(".xcodeproj") }) {
          folders.insert(folder.isEmpty ? "." : folder)
        }
        for entry in entries where entry.name.hasSuffix(".xcodeproj") {
          files.append((folder, PathText.join(folder, "\(entry.name)/project.pbxproj")))
        }
        folder = PathText.parent(folder)
      }
    }
    // Of a project that cannot be read, the folders give the names.
    built = files.sorted { $0.path < $1.path }.compactMap { folder, path in
      (try? File.readRegular("\(root)/\(path)", upTo: 64 << 20)).flatMap { XcodeProject(parsing: $0, in: folder) }
    }
  }
}
