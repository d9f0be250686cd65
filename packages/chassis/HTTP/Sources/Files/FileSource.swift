/// Where files are found by their path.
public protocol FileSource: Sendable {
  /// The file at the path, whose segments are decoded and are none of: empty, `.`, `..`, beginning with a dot, containing a slash.
  /// An empty path is the root.
  func find(_ path: [String]) throws -> FoundFile?
}

public enum FoundFile: Sendable {
  case file(ServedFile)
  /// A folder that has an index file; it is answered at the path with a slash at its end.
  case folder(index: ServedFile)
}

/// Files in memory, by their path: `["index.html": …, "style/main.css": …]`. A folder's `index.html` is answered for the folder.
public struct MemoryFiles: FileSource {
  private let files: [String: ServedFile]

  /// Content types come from the names.
  public init(_ files: [String: [UInt8]]) {
    self.init(files: Dictionary(uniqueKeysWithValues: files.map { ($0.key, ServedFile($0.value, contentType: MediaType.ofFile(named: $0.key))) }))
  }

  public init(files: [String: ServedFile]) { self.files = files }

  public func find(_ path: [String]) -> FoundFile? {
    if let file = files[path.joined(separator: "/")] { return .file(file) }
    return files[(path + ["index.html"]).joined(separator: "/")].map { .folder(index: $0) }
  }
}
