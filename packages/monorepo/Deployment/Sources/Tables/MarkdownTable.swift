/// A table in Markdown.
struct MarkdownTable {
  var header: [String]
  var rows: [[String]]

  /// With a line feed at its end.
  var text: String {
    ([header, header.map { _ in "---" }] + rows).map { cells in
      "|\(cells.map(Self.cell).joined(separator: "|"))|\n"
    }.joined()
  }

  /// A bar would end the cell, a line feed the row.
  private static func cell(_ text: String) -> String {
    text.isEmpty ? " " : " \(text.replacing("|", with: "\\|").replacing("\n", with: " ")) "
  }
}
