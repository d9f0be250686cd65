extension PathText {
  /// `path` as seen from `folder`, with `.` and `..` worked out as far as that goes without looking at the disk.
  ///
  /// - Parameter folder: a path that is worked out already.
  public static func resolve(_ path: String, from folder: String) -> String {
    let isAbsolute = path.utf8.first == slash
    let startsAtRoot = isAbsolute || folder.utf8.first == slash
    // With a slash before each part until the end.
    var result = isAbsolute ? [] : Array(folder.utf8)
    if result == [slash] { result = [] } else if !result.isEmpty && !startsAtRoot { result.insert(slash, at: 0) }
    for part in Array(path.utf8).split(separator: slash) where part != [dot] {
      if part != [dot, dot] || (result.isEmpty && !startsAtRoot) || result.suffix(3) == [slash, dot, dot] {
        result.append(slash)
        result += part
      } else if let last = result.lastIndex(of: slash) {
        result.removeSubrange(last...)
      }
    }
    if startsAtRoot { return result.isEmpty ? "/" : String(decoding: result, as: UTF8.self) }
    return String(decoding: result.dropFirst(), as: UTF8.self)
  }

  /// The path without empty parts, `.`, and `..` behind a name: the way SwiftPM writes it. The folder that paths start from is `.`.
  public static func normalized(_ path: String) -> String {
    let path = resolve(path, from: "")
    return path.isEmpty ? "." : path
  }

  /// The way from one folder to a path, both absolute and worked out: `../x` where the path is not below the folder.
  public static func relative(_ path: String, to folder: String) -> String {
    // With a slash behind each part, so that what both begin with ends with a part.
    let target = Array(path.utf8) + (path == "/" ? [] : [slash])
    let base = Array(folder.utf8) + (folder == "/" ? [] : [slash])
    let equal = zip(target, base).prefix { $0 == $1 }.count
    let common = (target[..<equal].lastIndex(of: slash) ?? -1) + 1
    var way: [UInt8] = []
    for byte in base[common...] where byte == slash { way += [dot, dot, slash] }
    way += target[common...]
    return String(decoding: way.dropLast(), as: UTF8.self)
  }
}

private let dot = UInt8(ascii: ".")
private let slash = UInt8(ascii: "/")
