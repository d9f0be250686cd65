import Platform

/// What a path that a setting names must lead to: a regular file of bounded size, or a folder. A pipe or a device would keep the
/// process waiting for ever, or fill its memory.
struct PathCheck: Sendable, Equatable {
  enum Kind { case file, folder }

  let kind: Kind
  /// The most bytes of a file.
  var maximumSize: Int?
  /// Whether nothing need be there, because the file may come while the process runs.
  var mayBeMissing = false

  /// What is there in place of what is expected, in words that follow "found"; `nil` where it holds.
  func flaw(of path: String) -> String? {
    do {
      guard let status = try File.status(path) else { return mayBeMissing ? nil : "nothing" }
      switch kind {
      case .file where status.kind != .file: return status.kind == .folder ? "a folder" : "something that is not a file"
      case .folder where status.kind != .folder: return "something that is not a folder"
      default: break
      }
      if let maximumSize, status.size > maximumSize { return "a file of \(status.size) bytes" }
      return nil
    } catch {
      return "something that cannot be looked at: \(error.reason)"
    }
  }
}
