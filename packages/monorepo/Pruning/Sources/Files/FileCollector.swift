import PackageGraph
import Platform

/// A collector of the files in the folders of targets. Links are followed, since the pruned tree has none: their targets take their place.
struct FileCollector {
  /// The repository's root, as an absolute path without links.
  let root: String
  /// The folders that are not entered, relative to the root: those of other targets and packages, and the pruned tree itself.
  let foreign: Set<String>
  private(set) var files: [String: TakenFile] = [:]

  init(root: String, foreign: Set<String>) {
    self.root = root
    self.foreign = foreign
  }

  /// The rules of a target about the files in its folder, as paths relative to the root.
  struct Rules {
    /// The paths that are taken as a whole, hidden files included: resources and binaries.
    var whole: Set<String> = []
    /// The paths that SwiftPM does not read: a broken link among them does not matter.
    var excluded: Set<String> = []

    func isWhole(_ path: String) -> Bool { whole.contains { PathText.contains($0, path) } }
    func isExcluded(_ path: String) -> Bool { excluded.contains { PathText.contains($0, path) } }
  }

  /// Takes a file, or all of a folder; nothing where neither exists.
  mutating func take(_ path: String, _ rules: Rules = Rules(), where isWanted: (String) -> Bool = { _ in true }) throws {
    let absolute = PathText.resolve(path, from: root)
    guard let status = try File.status(absolute) else { return }
    let place = try canonical(path, rules) ?? path
    switch status.kind {
    case .file: if isWanted(path) { files[path] = TakenFile(path: path, size: status.size) }
    case .folder: try list(path, rules, above: [place], isWanted)
    default: throw PruneError("this is no file and no folder, so that it cannot be copied: remove it", path: path)
    }
  }

  private mutating func list(_ folder: String, _ rules: Rules, above: [String], _ isWanted: (String) -> Bool) throws {
    let entries = try Folder.entries(PathText.resolve(folder, from: root))
    if entries.contains(where: { $0.name == PruneWriter.marker }) { return }
    for entry in entries {
      let path = PathText.join(folder, entry.name)
      if Self.neverTaken.contains(entry.name) || (entry.name.hasPrefix(".") && !rules.isWhole(path)) { continue }
      switch entry.kind {
      case .folder:
        let place = PathText.join(above.last!, entry.name)
        if !foreign.contains(path), !foreign.contains(place) { try list(path, rules, above: above + [place], isWanted) }
      case .link: try follow(path, rules, above, isWanted)
      case .file:
        guard isWanted(path), let status = try File.status(PathText.resolve(path, from: root)) else { continue }
        files[path] = TakenFile(path: path, size: status.size)
      case .other:
        if rules.isExcluded(path) { continue }
        throw PruneError("this is no file and no folder, so that it cannot be copied: remove it, or exclude it from the target", path: path)
      }
    }
  }

  private mutating func follow(_ link: String, _ rules: Rules, _ above: [String], _ isWanted: (String) -> Bool) throws {
    guard let place = try canonical(link, rules), let status = try File.status(PathText.resolve(link, from: root)) else { return }
    switch status.kind {
    case .file: if isWanted(link) { files[link] = TakenFile(path: link, size: status.size) }
    case .folder:
      if above.contains(where: { PathText.contains(place, $0) }) {
        throw PruneError("this link leads to a folder that it is in, so that a copy would have no end: remove it", path: link)
      }
      if !foreign.contains(place) { try list(link, rules, above: above + [place], isWanted) }
    default: throw PruneError("this link leads to no file and no folder: remove it", path: link)
    }
  }

  /// Returns the target of a path, relative to the root; `nil` for a link that leads nowhere or out of the repository and does not matter.
  private func canonical(_ path: String, _ rules: Rules) throws -> String? {
    let absolute = PathText.resolve(path, from: root)
    guard let real = try? File.realPath(absolute) else {
      if rules.isExcluded(path) { return nil }
      throw PruneError("this link leads nowhere: mend it, remove it, or exclude it from the target", path: path)
    }
    let place = PathText.relative(real, to: root)
    if PathText.contains("", place) { return place }
    if rules.isExcluded(path) { return nil }
    throw PruneError(
      "this leads out of the repository, to \(real), which is no part of what is pruned: put what it leads to in its place", path: path)
  }

  /// The names of files that systems and tools leave anywhere.
  private static let neverTaken: Set<String> = [".DS_Store", ".git", ".build", ".swiftpm"]
}
