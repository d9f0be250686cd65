/// Arithmetic on the paths of folders, as text: no file system is asked.
enum FolderPath {
  /// Without empty parts, `.`, and `..` behind a name: the way SwiftPM writes a path. The folder itself is `.`.
  static func normalized(_ path: String) -> String {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    var parts: [Substring] = []
    for part in Self.parts(path) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// The way from one absolute folder to another. Where only the file system's root is common to both, the target itself.
  static func relative(_ target: String, to folder: String) -> String {
    let target = parts(normalized(target))
    let folder = parts(normalized(folder))
    let common = zip(target, folder).prefix { $0 == $1 }.count
    if common == 0, !folder.isEmpty { return "/" + target.joined(separator: "/") }
    let way = Array(repeating: "..", count: folder.count - common) + target.dropFirst(common).map(String.init)
    return way.isEmpty ? "." : way.joined(separator: "/")
  }
  private static func parts(_ path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }
}
