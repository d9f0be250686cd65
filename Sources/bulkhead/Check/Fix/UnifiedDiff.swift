import CommandLine

/// The difference of two texts in the unified format, as patch and git take it.
enum UnifiedDiff {
  private static let context = 3

  /// A line with what became of it; its end is a part of it.
  private enum Line {
    case kept(ArraySlice<UInt8>)
    case removed(ArraySlice<UInt8>)
    case added(ArraySlice<UInt8>)

    var isKept: Bool { if case .kept = self { true } else { false } }
  }

  /// The patch of a file; empty where both texts are equal.
  static func text(from old: [UInt8], to new: [UInt8], path: String) -> String {
    let lines = changes(split(old), split(new))
    guard let first = lines.firstIndex(where: { !$0.isKept }) else { return "" }
    let name = VisibleText.oneLine(path)
    var text = "--- a/\(name)\n+++ b/\(name)\n"
    var start = max(0, first - context)
    while start < lines.count {
      // A hunk goes on where less than twice the context is between two changes.
      var end = start
      var last = start
      while end < lines.count, lines[end].isKept == false || end - last <= 2 * context {
        if !lines[end].isKept { last = end }
        end += 1
      }
      end = min(lines.count, last + context + 1)
      text += hunk(lines, start..<end)
      guard let next = lines[end...].firstIndex(where: { !$0.isKept }) else { break }
      start = max(end, next - context)
    }
    return text
  }

  private static func hunk(_ lines: [Line], _ range: Range<Int>) -> String {
    let (before, inside) = (numbers(lines[..<range.lowerBound]), numbers(lines[range]))
    // Where a side has no line, its number is that of the line before.
    let old = "\(before.old + (inside.old == 0 ? 0 : 1)),\(inside.old)"
    let new = "\(before.new + (inside.new == 0 ? 0 : 1)),\(inside.new)"
    return "@@ -\(old) +\(new) @@\n" + lines[range].map(text).joined()
  }

  private static func numbers(_ lines: ArraySlice<Line>) -> (old: Int, new: Int) {
    lines.reduce(into: (0, 0)) { numbers, line in
      switch line {
      case .kept: numbers = (numbers.0 + 1, numbers.1 + 1)
      case .removed: numbers.0 += 1
      case .added: numbers.1 += 1
      }
    }
  }

  private static func text(of line: Line) -> String {
    let (mark, bytes) =
      switch line {
      case .kept(let bytes): (" ", bytes)
      case .removed(let bytes): ("-", bytes)
      case .added(let bytes): ("+", bytes)
      }
    let end = bytes.last == UInt8(ascii: "\n") ? "" : "\n\\ No newline at end of file\n"
    return mark + String(decoding: bytes, as: UTF8.self) + end
  }

  private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// The lines of both texts in order, as many of them kept as can be.
  private static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let limit = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix(limit).prefix { $0 == $1 }.count
    let (a, b) = (Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]))
    // The length of the longest common part of what follows each pair of places.
    let width = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i * width + j] = a[i] == b[j] ? lengths[(i + 1) * width + j + 1] + 1 : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var lines = old[..<head].map { Line.kept($0) }
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i] == b[j] {
        lines.append(.kept(a[i]))
        (i, j) = (i + 1, j + 1)
      } else if j == b.count || i < a.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        lines.append(.removed(a[i]))
        i += 1
      } else {
        lines.append(.added(b[j]))
        j += 1
      }
    }
    return lines + old[(old.count - tail)...].map { .kept($0) }
  }
}
