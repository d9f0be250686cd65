/// Paths as text, with `/` between the parts; no file system is asked. The empty path is the folder that relative ones start from; where
/// it stands for itself, it is written `.`, too.
public enum PathText {
  /// Both as they are, with a slash between them.
  public static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty { return name }
    if name.isEmpty { return folder }
    // Made in one piece: every file's path goes through here.
    let (before, after) = (folder.utf8, name.utf8)
    return String(unsafeUninitializedCapacity: before.count + 1 + after.count) { buffer in
      _ = buffer.initialize(fromContentsOf: before)
      buffer.initializeElement(at: before.count, to: slash)
      _ = buffer.suffix(from: before.count + 1).initialize(fromContentsOf: after)
      return before.count + 1 + after.count
    }
  }

  public static func parts(_ path: String) -> [Substring] { path.utf8.split(separator: slash).map { Substring($0) } }

  /// Order of paths by their parts, so that a folder comes before what is in it and nothing else comes between.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    func rank(_ byte: UInt8) -> UInt8 { byte == slash ? 0 : byte }
    return left.utf8.lexicographicallyPrecedes(right.utf8) { rank($0) < rank($1) }
  }

  /// Whether `path` is `folder` or below it.
  public static func contains(_ folder: String, _ path: String) -> Bool {
    if folder.isEmpty || folder == "." { return path.utf8.first != slash && path != ".." && !path.utf8.starts(with: "../".utf8) }
    guard path.utf8.starts(with: folder.utf8) else { return false }
    return path.utf8.count == folder.utf8.count || path.utf8.dropFirst(folder.utf8.count).first == slash
  }

  /// What stands behind the last slash.
  public static func name(_ path: String) -> Substring {
    path[(path.utf8.lastIndex(of: slash).map { path.utf8.index(after: $0) } ?? path.startIndex)...]
  }

  /// What stands before the last slash; empty for what is in the folder that paths start from, or in the root of all.
  public static func parent(_ path: String) -> String { path.utf8.lastIndex(of: slash).map { String(path[..<$0]) } ?? "" }

  /// What follows the last dot of a name, if that dot is neither its first byte nor its last.
  public static func fileExtension(_ name: String) -> String? {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
    let start = name.utf8.index(after: dot)
    return start == name.endIndex ? nil : String(name[start...])
  }
}

private let slash = UInt8(ascii: "/")
