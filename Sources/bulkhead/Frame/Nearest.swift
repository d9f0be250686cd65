/// Finds what a mistyped name most likely meant.
enum Nearest {
  /// "did you mean 'check'?", where something known is near enough.
  static func suggestion(for text: String, among known: [String]) -> String? {
    name(to: text, among: known).map { "did you mean '\($0)'?" }
  }

  /// The nearest of the known names, the first of equals; `nil` where none shares most of its letters with the text.
  static func name(to text: String, among known: [String]) -> String? {
    let distances = known.map { (name: $0, distance: distance(Array(text.lowercased()), Array($0.lowercased()))) }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return nearest.distance <= max(1, min(text.count, nearest.name.count) / 2) ? nearest.name : nil
  }

  /// Edits (insert, remove, replace, swap neighbours) that turn one into the other: optimal string alignment.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
