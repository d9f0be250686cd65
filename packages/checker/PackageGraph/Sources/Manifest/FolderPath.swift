/// Arithmetic on the paths of folders, as text: no file system is asked.
enum FolderPath {
  /// Without empty parts, `.`, and `..` behind a name: the way SwiftPM writes a path. The folder itself is `.`.
  static func normalized(_ path: String) -> String {
    let path = PathText.resolve(path, from: "")
    return path.isEmpty ? "." : path
  }

  /// The way from one absolute folder to another. Where only the file system's root is common to both, the target itself.
  static func relative(_ target: String, to folder: String) -> String {
    let target = normalized(target)
    let folder = normalized(folder)
    if folder != "/" && PathText.parts(target).first != PathText.parts(folder).first { return target }
    let way = PathText.relative(target, to: folder)
    return way.isEmpty ? "." : way
  }
}
