import CommandLine

/// One file of a repository that is to be made or changed. Paths are relative to the root.
enum RepositoryChange: Equatable {
  /// A file that is not there yet.
  case create(path: String, bytes: [UInt8])
  /// A file that is there, as it was read and as it is to be.
  case replace(path: String, old: [UInt8], new: [UInt8])

  var path: String {
    switch self {
    case .create(let path, _), .replace(let path, _, _): path
    }
  }

  /// What the file is to hold.
  var bytes: [UInt8] {
    switch self {
    case .create(_, let bytes), .replace(_, _, let bytes): bytes
    }
  }

  /// The line that people are told of it.
  var line: String {
    switch self {
    case .create(let path, _): "new      \(VisibleText.oneLine(path))\n"
    case .replace(let path, _, _): "changed  \(VisibleText.oneLine(path))\n"
    }
  }
}
