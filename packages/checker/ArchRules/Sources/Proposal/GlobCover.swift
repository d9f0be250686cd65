/// The search for a few path globs that name some folders and no others.
public struct GlobCover {
  private let others: [FolderPath]
  private let endings: [String]

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - others: The folders that no glob may match.
  ///   - endings: Texts that names of the folders end in, and that a glob may name alone: `Sources/*Feature`.
  public init(avoiding others: [String], endingIn endings: [String] = []) {
    self.others = others.map { FolderPath($0) }
    self.endings = endings
  }

  /// Returns globs that together match each of the folders; `nil` where a folder cannot be told from the others by its path.
  ///
  /// Greedy: it repeatedly takes the glob that matches most of the remaining folders, of equals the shortest.
  public func globs(for folders: [String]) -> [String]? {
    let paths = folders.map { FolderPath($0) }
    var candidates: [(text: String, matches: Set<Int>)] = []
    for text in Set(folders.flatMap { self.candidates($0) }).sorted(by: GlobCover.isPlainer) {
      guard let glob = try? Glob(path: text), !others.contains(where: { glob.matchFolder($0) != nil }) else { continue }
      candidates.append((text, Set(paths.indices.filter { glob.matchFolder(paths[$0]) != nil })))
    }
    var left = Set(paths.indices)
    var chosen: [String] = []
    while !left.isEmpty {
      var best: (text: String, gain: Int) = ("", 0)
      for candidate in candidates {
        let gain = candidate.matches.intersection(left).count
        if gain > best.gain { best = (candidate.text, gain) }
      }
      if best.gain == 0 { return nil }
      chosen.append(best.text)
      left.subtract(candidates.first { $0.text == best.text }!.matches)
    }
    return chosen.sorted()
  }

  /// Returns the folder and those above it, with any of the inner parts as a wildcard. The first part stays, because groups are named after
  /// it.
  private func candidates(_ folder: String) -> [String] {
    let parts = folder.split(separator: "/").map(String.init)
    // Names with a wildcard's letters cannot be written in a glob.
    if folder == "." || parts.contains(where: { part in part.contains { "*?{}".contains($0) } }) { return [] }
    var heads: [[String]] = [[parts[0]]]
    var all = heads
    for part in parts.dropFirst() {
      // Deep folders have too many combinations; only the plain one is followed further.
      heads = heads.flatMap { head in [head + [part]] + (head.count < 6 ? [head + ["*"]] : []) }
      all += heads
    }
    all = all.filter { $0.last != "*" || $0.count == parts.count }
    for ending in endings {
      guard let last = parts.last, last.hasSuffix(ending), parts.count > 1 else { continue }
      all += heads.filter { $0.last == last }.map { $0.dropLast() + ["*\(ending)"] }
    }
    return all.map { $0.joined(separator: "/") }
  }

  private static func isPlainer(_ left: String, _ right: String) -> Bool {
    let rank = { (text: String) in (text.split(separator: "/").count, text.count { $0 == "*" }) }
    return (rank(left).0, rank(left).1, left) < (rank(right).0, rank(right).1, right)
  }
}
