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
        guard path.contains("/"), try files.exists(path) else { continue }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        for beside in try files.files(in: folder).map({ "\(folder)/\($0)" }) where beside == path || seen.insert(beside).inserted {
          if let text = try files.text(beside), !beside.hasSuffix("Dockerfile") { texts.append(text) }
        }
      }
      next += 1
    }
    return texts
  }

  /// Whether a text names the path, or a pattern that stands for it.
  static func names(_ path: String, in text: String) -> Bool {
    let parts = path.split(separator: "/")
    let pattern = (parts.dropLast(2) + ["*"] + parts.suffix(1)).joined(separator: "/")
    return paths(in: text).contains { $0 == path || $0 == pattern }
  }

  /// The words that could be paths, without what shells, Make and YAML put around them. A line that is a comment names nothing.
  private static func paths(in text: String) -> [String] {
    let lines = text.split(separator: "\n").filter { $0.first { $0 != " " && $0 != "\t" } != "#" }
    return lines.joined(separator: "\n").split { character in
      !(character.isLetter || character.isNumber || "/._-*".contains(character))
    }.map { word in word.hasPrefix("./") ? String(word.dropFirst(2)) : String(word) }
  }
}
