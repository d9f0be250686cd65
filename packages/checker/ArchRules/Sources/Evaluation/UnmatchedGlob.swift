import JSON
import PackageGraph

/// Looks for what a path glob that matches nothing was meant to match.
struct UnmatchedGlob {
  /// To be put behind the message, or `nil` where nothing in the repository comes near.
  let hint: String?

  init(_ glob: Glob, _ graph: ModuleGraph) {
    var parts = glob.text.split(separator: "/").map(String.init)
    let folders = graph.modules.compactMap { $0.origin == .repository ? $0.folder?.split(separator: "/").map(String.init) : nil }
    // The longest beginning of the glob that some target is under is right; the segment behind it is what is wrong.
    var known = parts.count
    var candidates: [String] = []
    while known > 0 {
      known -= 1
      let prefix = known == 0 ? nil : try? Glob(path: parts[..<known].joined(separator: "/"))
      let below = folders.filter { folder in
        folder.count > known && (prefix.map { $0.matchFolder(FolderPath(folder[..<known].joined(separator: "/"))) != nil } ?? true)
      }
      candidates = Set(below.map { $0[known] }).sorted()
      if !candidates.isEmpty { break }
    }
    if candidates.isEmpty {
      hint = nil
    } else if let nearest = nearestName(to: parts[known], in: candidates), !parts.contains("**") {
      parts[known] = nearest
      hint = "; did you mean \"\(parts.joined(separator: "/"))\"?"
    } else {
      let place = known == 0 ? "at the root" : "under \(parts[..<known].joined(separator: "/"))"
      let more = candidates.count > 5 ? " and \(candidates.count - 5) more" : ""
      hint = "; the targets \(place) are in \(candidates.prefix(5).joined(separator: ", "))\(more)"
    }
  }
}
