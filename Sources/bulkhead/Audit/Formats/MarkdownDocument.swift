import SwiftImports

/// The headings of a Markdown document and the lines below each; what stands in fenced code is no heading.
struct MarkdownDocument: Sendable {
  struct Section: Sendable {
    /// 1 for `#`.
    var level: Int
    var title: String
    var position: SourcePosition
    /// What stands below the heading up to the next, with the number of the first of these lines.
    var lines: [String] = []
    var firstLine: Int
  }

  let sections: [Section]
  /// Whether there is a block of fenced code.
  let hasCode: Bool

  init(lines: [String]) {
    var sections: [Section] = []
    var fence: String?
    var hasCode = false
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " }
      if let open = fence {
        if trimmed.hasPrefix(open) { fence = nil }
      } else if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
        fence = String(trimmed.prefix(3))
        hasCode = true
      } else if line.hasPrefix("#") {
        let level = line.prefix { $0 == "#" }.count
        let title = line.dropFirst(level)
        if level <= 6, title.hasPrefix(" ") {
          sections.append(
            Section(
              level: level, title: String(title.dropFirst()), position: SourcePosition(line: index + 1, column: 1), firstLine: index + 2))
          continue
        }
      }
      if !sections.isEmpty { sections[sections.count - 1].lines.append(line) }
    }
    self.sections = sections
    self.hasCode = hasCode
  }

  func section(_ title: String) -> Section? { sections.first { $0.level == 2 && $0.title == title } }

  /// The rows of the tables below a heading of level 2, up to the next: in each, what its first cell has in backticks.
  func rows(below section: Section) -> [(keys: [String], position: SourcePosition)] {
    let parts = sections.drop { $0.position != section.position }
    let until = parts.dropFirst().firstIndex { $0.level <= 2 } ?? parts.endIndex
    return parts[..<until].flatMap { part in
      part.lines.enumerated().compactMap { index, line -> (keys: [String], position: SourcePosition)? in
        guard line.hasPrefix("|") else { return nil }
        let cell = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().first ?? ""
        let keys = cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        return keys.isEmpty ? nil : (keys, SourcePosition(line: part.firstLine + index, column: 1))
      }
    }
  }
}
