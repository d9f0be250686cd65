/// Arithmetic on the paths of folders, as text; the file system is not consulted.
enum FolderPath {
  /// Returns the path without empty parts, `.`, and `..` behind a name, as SwiftPM writes it. The folder itself is `.`.
  static func normalized(_ path: String) -> String {
    let path = PathText.resolve(path, from: "")
    return path.isEmpty ? "." : path
  }

  /// Returns the relative path from one absolute folder to another. Where they have only the file system's root in common, it is the target
  /// itself.
  static func relative(_ target: String, to folder: String) -> String {
    let target = normalized(target)
    let folder = normalized(folder)
    if folder != "/" && PathText.parts(target).first != PathText.parts(folder).first { return target }
    let way = PathText.relative(target, to: folder)
    return way.isEmpty ? "." : way
  }
}
