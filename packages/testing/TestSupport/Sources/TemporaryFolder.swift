import Platform

/// A new, empty folder that is removed when its owner lets go of it.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws { path = try File.realPath(Folder.createTemporary(prefix: "bulkhead-test")) }

  deinit { try? Folder.remove(path) }

  /// Writes a file below the folder, making the folders on its way.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    if let slash = file.lastIndex(of: "/") { try Folder.create(String(file[..<slash])) }
    try File.write(Array(text.utf8), to: file)
    return file
  }

  /// Makes a symbolic link below the folder, which must hold its parent; the destination is taken as it is.
  public func link(_ destination: String, at name: String) throws {
    try File.link("\(path)/\(name)", to: destination)
  }
}
