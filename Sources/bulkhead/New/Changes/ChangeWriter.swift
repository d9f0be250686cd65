import CommandLine
import Platform

/// Writes changes into a repository. What was written is undone by git; where there is none, nothing that was there is lost, for files
/// are only made, or changed as they were read.
struct ChangeWriter {
  let root: String
  let environment: [String: String]

  /// Refuses a repository in which the changes would meet others: files that have come or changed since they were read, and, where the
  /// repository is in git's care, files with changes that are in no commit, which git could not bring back.
  func check(_ changes: [RepositoryChange]) throws {
    for change in changes {
      switch change {
      case .create(let path, _):
        if try File.status("\(root)/\(path)", followingLink: false) != nil {
          throw Failure(placed: "\(path): this is there already and is not overwritten")
        }
      case .replace(let path, let old, _):
        guard try File.read("\(root)/\(path)") == old else { throw Failure(placed: "\(path): this has changed meanwhile; run the command again") }
      }
    }
    guard let git = try? GitRepository(containing: root, environment: environment) else { return }
    let dirty = try git.uncommitted(changes.compactMap { if case .replace(let path, _, _) = $0 { path } else { nil } })
    if dirty.isEmpty { return }
    throw Failure(
      placed: dirty.map { "\($0): this has changes that are in no commit, and would be changed further" }.joined(separator: "\n")
        + "\nbulkhead: commit or stash them first; then git can undo what is made")
  }

  /// Makes the changes, new files first. Where one fails the error names what was written before it.
  func write(_ changes: [RepositoryChange]) throws {
    try check(changes)
    var written: [String] = []
    for change in changes.sorted(by: { Self.order($0) < Self.order($1) }) {
      do {
        try Folder.create(PathText.parent("\(root)/\(change.path)"))
        try File.write(change.bytes, to: "\(root)/\(change.path)")
      } catch {
        let before = written.isEmpty ? "nothing was written before it" : "written before it: \(written.joined(separator: ", "))"
        throw Failure(placed: "\(change.path): \(error); \(before)")
      }
      written.append(change.path)
    }
  }

  private static func order(_ change: RepositoryChange) -> Int { if case .create = change { 0 } else { 1 } }
}
