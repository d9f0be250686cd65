/// A Markdown table in a document, with a row added or changed; the rest of the text stays as it is.
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

  /// The document with the first row that `isMeant` holds for as `change` makes it; `nil` where there is none.
  static func changing(_ document: String, row isMeant: ([String]) -> Bool, to change: ([String]) -> [String]) -> String? {
    var lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let index = lines.firstIndex(where: { line in cells(of: line).map(isMeant) ?? false }), let cells = cells(of: lines[index]) else {
      return nil
    }
    lines[index] = line(of: change(cells))
    return lines.joined(separator: "\n")
  }

  /// The titles of the table whose first column has this one; `nil` where there is none.
  static func titles(in document: String, first: String) -> [String]? {
    document.split(separator: "\n").lazy.compactMap { cells(of: String($0)) }.first { $0.first == first }
  }

  private static func line(of row: [String]) -> String { "| \(row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |" }

  private static func cells(of line: String) -> [String]? {
    guard line.hasPrefix("|") else { return nil }
    return line.split(separator: "|").map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
