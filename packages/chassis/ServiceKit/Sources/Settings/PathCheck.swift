import Platform

/// What a path that a setting names must lead to. A pipe or a device would keep the process waiting for ever, or fill its memory.
enum PathCheck: Sendable, Equatable {
  /// A regular file of at most so many bytes, which may come later if it may be missing.
  case file(maximumSize: Int, mayBeMissing: Bool)
  case folder

  /// Flaw of what is there, in words that follow "found"; `nil` where it is as expected. Nothing is opened.
  func flaw(of path: String) -> String? {
    let status: File.Status?
    do { status = try File.status(path) } catch { return "something that cannot be looked at: \(error.reason)" }
    switch self {
    case .file(let maximumSize, let mayBeMissing):
      guard let status else { return mayBeMissing ? nil : "nothing" }
      if status.kind != .file { return status.kind == .folder ? "a folder" : "something that is not a file" }
      return status.size > maximumSize ? "a file of \(status.size) bytes" : nil
    case .folder:
      guard let status else { return "nothing" }
      return status.kind == .folder ? nil : "something that is not a folder"
    }
  }
}
