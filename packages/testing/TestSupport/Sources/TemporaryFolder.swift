import Platform

/// A new, empty folder that is removed when it is released.
public final class TemporaryFolder: Sendable {
  /// The folder's path, links resolved.
  public let path: String

  /// Creates a folder.
  public init() throws { path = try File.realPath(Folder.createTemporary(prefix: "bulkhead-test")) }

  deinit { try? Folder.remove(path) }

  /// Writes a file below the folder, creates the folders on its path, and returns its full path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    if let slash = file.lastIndex(of: "/") { try Folder.create(String(file[..<slash])) }
    try File.write(Array(text.utf8), to: file)
    return file
  }

  /// Creates a symbolic link below the folder, whose parent must exist. The destination is stored as it is.
  public func link(_ destination: String, at name: String) throws {
    try File.link("\(path)/\(name)", to: destination)
  }
}
