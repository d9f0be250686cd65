import ArchRules

extension ChangedLines {
  /// The new lines of each file in a patch without context, as `git diff --unified=0` writes it. Files that are gone, and those whose names
  /// are in quotes, are left out.
  static func files(inPatch patch: [UInt8]) -> [String: Extent] {
    var ranges: [String: [ClosedRange<Int>]] = [:]
    var path: String?
    // Lines of text, which may look like anything, that the part at hand still has.
    var left = 0
    for bytes in patch.split(separator: UInt8(ascii: "\n")) {
      if left > 0, let first = bytes.first, "+-".utf8.contains(first) {
        left -= 1
      } else if bytes.starts(with: "diff --git ".utf8) {
        (path, left) = (nil, 0)
      } else if bytes.starts(with: "+++ b/".utf8) {
        // Behind a name with spaces stands a tab.
        path = String(decoding: bytes.dropFirst(6).prefix { $0 != UInt8(ascii: "\t") }, as: UTF8.self)
        ranges[path!] = []
      } else if bytes.starts(with: "@@ ".utf8) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count > 3, let old = lines(words[1]), let new = lines(words[2]) else { continue }
        left = old.count + new.count
        if let path, !new.isEmpty { ranges[path]!.append(new.lowerBound...(new.upperBound - 1)) }
      }
    }
    return ranges.mapValues { .lines($0) }
  }

  /// The lines that `-3,2` or `+7` stands for.
  private static func lines(_ word: Substring) -> Range<Int>? {
    let numbers = word.dropFirst().split(separator: ",").map { Int($0) }
    guard let start = numbers.first ?? nil, let count = numbers.count > 1 ? numbers[1] : 1 else { return nil }
    return start..<(start + count)
  }
}
