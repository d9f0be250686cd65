/// A Markdown table in a document, with a row added or replaced.
enum TableEdit {
  /// The document with the row behind the last one that `precedes` holds for; `nil` where there is none.
  ///
  /// - Parameter precedes: asked about the cells of each row of each table.
  static func adding(_ row: [String], to document: String, behind precedes: ([String]) -> Bool) -> String? {
    var lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let last = lines.lastIndex(where: { line in cells(of: line).map(precedes) ?? false }) else { return nil }
    lines.insert(line(of: row), at: last + 1)
    return lines.joined(separator: "\n")
  }

  /// The document with the first row replaced that `replacement` has one for; `nil` where there is none.
  ///
  /// - Parameter replacement: asked about the cells of each row of each table.
  static func replacing(in document: String, with replacement: ([String]) -> [String]?) -> String? {
    var lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices {
      guard let row = cells(of: lines[index]).flatMap(replacement) else { continue }
      lines[index] = line(of: row)
      return lines.joined(separator: "\n")
    }
    return nil
  }

  private static func line(of row: [String]) -> String {
    "| \(row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |"
  }

  private static func cells(of line: String) -> [String]? {
    guard line.hasPrefix("|") else { return nil }
    return line.split(separator: "|").map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
