import Platform

/// The files below a folder. A folder's `index.html` is answered for the folder.
///
/// A link is followed if it leads to a place below the folder, and is as good as nothing otherwise.
public struct FolderFiles: FileSource {
  /// Without links.
  private let root: String

  /// Throws where the folder is not there.
  public init(_ folder: String) throws(PlatformError) { root = try File.realPath(folder) }

  public func find(_ path: [String]) throws -> FoundFile? {
    do throws(PlatformError) {
      let file = try open(path)
      switch file?.status.kind {
      case .file: return file.map { .file(ServedFile($0, contentType: MediaType.ofFile(named: path.last ?? ""))) }
      case .folder:
        guard let index = try open(path + ["index.html"]), index.status.kind == .file else { return nil }
        return .folder(index: ServedFile(index, contentType: MediaType.ofFile(named: "index.html")))
      default: return nil
      }
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }

  private func open(_ path: [String]) throws(PlatformError) -> OpenFile? {
    let real = try File.realPath(([root] + path).joined(separator: "/"))
    guard real == root || real.hasPrefix(root == "/" ? "/" : root + "/") else { return nil }
    // No link is left in the path; one put at its end since then is not followed.
    return try OpenFile(real, followingLink: false)
  }
}
