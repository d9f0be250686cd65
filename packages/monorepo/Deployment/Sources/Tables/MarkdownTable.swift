/// A table in Markdown.
struct MarkdownTable {
  var header: [String]
  var rows: [[String]]

  /// The text of the table, with a line feed at its end.
  var text: String {
    ([header, header.map { _ in "---" }] + rows).map { cells in
      "|\(cells.map(Self.cell).joined(separator: "|"))|\n"
    }.joined()
  }

  /// Returns a cell's text without the bars and line feeds that would end it.
  private static func cell(_ text: String) -> String {
    text.isEmpty ? " " : " \(text.replacing("|", with: "\\|").replacing("\n", with: " ")) "
  }
}
