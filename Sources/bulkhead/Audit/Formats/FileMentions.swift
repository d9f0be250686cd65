import Platform
import SwiftImports

/// Which files a text leads to: the programs of the repository that it runs, and what lies beside those.
struct FileMentions {
  let files: AuditedFiles

  /// The text and, from it on, the texts of every file of the repository that is named, with the files in its folder.
  func reached(from text: String) throws -> [String] {
    var texts = [text]
    var seen: Set<String> = []
    var next = 0
    while next < texts.count {
      for path in Self.paths(in: texts[next]) where seen.insert(path).inserted {
        guard path.contains("/"), try files.ownText(path) != nil else { continue }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        for beside in try files.files(in: folder).map({ "\(folder)/\($0)" }) where beside == path || seen.insert(beside).inserted {
          if !beside.hasSuffix("Dockerfile"), let text = try files.ownText(beside) { texts.append(text) }
        }
      }
      next += 1
    }
    return texts
  }

  /// Whether a text names a service's Dockerfile, or a pattern that stands for it, or asks `bulkhead images`, which lists each.
  static func names(_ path: String, in text: String) -> Bool {
    if asksForImages(text) { return true }
    let parts = path.split(separator: "/")
    let pattern = (parts.dropLast(2) + ["*"] + parts.suffix(1)).joined(separator: "/")
    return paths(in: text).contains { $0 == path || $0 == pattern }
  }

  private static func asksForImages(_ text: String) -> Bool {
    let words = paths(in: text)
    return zip(words, words.dropFirst()).contains { PathText.name($0) == "bulkhead" && $1 == "images" }
  }

  /// The words that could be paths, without what shells, Make and YAML put around them. A line that is a comment names nothing.
  private static func paths(in text: String) -> [String] {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n")).filter {
      $0.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } != UInt8(ascii: "#")
    }
    return lines.flatMap { $0.split { !isInPath($0) } }.map { word in
      String(decoding: word.starts(with: "./".utf8) ? word.dropFirst(2) : word, as: UTF8.self)
    }
  }

  private static func isInPath(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "*"): true
    default: false
    }
  }
}
