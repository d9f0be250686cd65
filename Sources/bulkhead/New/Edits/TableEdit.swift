/// A Markdown table in a document, with a row added.
enum TableEdit {
  /// The document with the row behind the last one that `precedes` holds for; `nil` where there is none.
  ///
  /// - Parameter precedes: asked about the cells of each row of each table.
  static func adding(_ row: [String], to document: String, behind precedes: ([String]) -> Bool) -> String? {
    var lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let last = lines.lastIndex(where: { line in cells(of: line).map(precedes) ?? false }) else { return nil }
    lines.insert("| \(row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |", at: last + 1)
    return lines.joined(separator: "\n")
  }

  private static func cells(of line: String) -> [String]? {
    guard line.hasPrefix("|") else { return nil }
    return line.split(separator: "|").map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
