import PackageGraph
import Platform

/// The files that C sources and module maps name by a path, wherever in the repository they are.
struct HeaderReferences {
  /// The repository's root, as an absolute path.
  let root: String

  /// Returns whether a file may name others.
  static func mayRefer(_ path: String) -> Bool {
    PathText.fileExtension(String(PathText.name(path))).map(extensions.contains) ?? false
  }

  static func isHeader(_ path: String) -> Bool {
    PathText.fileExtension(String(PathText.name(path))).map(headerExtensions.contains) ?? false
  }

  /// Returns the existing files that the file at `path` names in quotes: in an `#include` or `#import`, or anywhere in a module map.
  func files(namedBy path: String) throws(PlatformError) -> [String] {
    let isMap = path.hasSuffix(".modulemap")
    var found: [String] = []
    for line in try File.read(PathText.resolve(path, from: root)).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let open = line.firstIndex(of: UInt8(ascii: "\"")), isMap || Self.includes(line[..<open]),
        let close = line[(open + 1)...].firstIndex(of: UInt8(ascii: "\""))
      else { continue }
      let named = String(decoding: line[(open + 1)..<close], as: UTF8.self)
      if named.hasPrefix("/") || named.isEmpty { continue }
      let file = PathText.resolve(named, from: PathText.parent(path))
      if PathText.contains("", file), try File.status(PathText.resolve(file, from: root)) != nil { found.append(file) }
    }
    return found
  }

  /// Returns whether a line up to its first quote is `#include`, `#import` or `#include_next`.
  private static func includes(_ bytes: ArraySlice<UInt8>) -> Bool {
    let word = bytes.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    return ["#include", "#import", "#include_next"].contains { word.elementsEqual($0.utf8) }
  }

  private static let headerExtensions: Set<String> = ["h", "hh", "hpp", "hxx", "h++", "hp", "H", "inc", "ipp", "def", "modulemap"]
  private static let extensions = headerExtensions.union(["c", "m", "mm", "cc", "cpp", "cxx", "s", "S"])
}
