/// The blocks of generated lines in a file that people write: between `<!-- begin generated: NAME -->` and `<!-- end generated -->`, or
/// behind `#` where that begins a comment.
enum GeneratedBlock {
  /// Returns the file's text with the block's lines replaced by `content`, indented as the line that begins the block is.
  static func replace(_ name: String, with content: String, in text: String) throws(GeneratedFile.Mistake) -> String {
    var lines = text.lines
    let begins = lines.indices.filter { marker(in: lines[$0]) == .begin(name) }
    guard let begin = begins.first else {
      throw GeneratedFile.Mistake(
        line: nil,
        message: "there is no block \"\(name)\"; where it belongs, add a line <!-- begin generated: \(name) --> and below it "
          + "<!-- end generated --> (in YAML # begin generated: \(name) and # end generated)")
    }
    if begins.count > 1 {
      throw GeneratedFile.Mistake(line: begins[1] + 1, message: "the block \"\(name)\" begins a second time; remove one of the two")
    }
    guard let end = lines[(begin + 1)...].firstIndex(where: { marker(in: $0) != nil }), marker(in: lines[end]) == .end else {
      throw GeneratedFile.Mistake(
        line: begin + 1, message: "the block \"\(name)\" has no end; add a line <!-- end generated --> (in YAML # end generated) below it")
    }
    let indent = lines[begin].prefix { $0 == " " }
    lines.replaceSubrange((begin + 1)..<end, with: content.lines.dropLast().map { $0.isEmpty ? $0 : "\(indent)\($0)"[...] })
    return lines.joined(separator: "\n")
  }

  /// Returns the names of the blocks in a file's text and the lines that begin them, from 1.
  static func names(in text: String) -> [(name: String, line: Int)] {
    text.lines.enumerated().compactMap { index, line in
      guard case .begin(let name) = marker(in: line) else { return nil }
      return (name, index + 1)
    }
  }

  private enum Marker: Equatable {
    case begin(String)
    case end
  }

  private static func marker(in line: Substring) -> Marker? {
    let words = line.split { $0 == " " || $0 == "\r" }
    let inner: ArraySlice<Substring>
    if words.first == "#" {
      inner = words.dropFirst()
    } else if words.first == "<!--", words.last == "-->" {
      inner = words.dropFirst().dropLast()
    } else {
      return nil
    }
    if inner.elementsEqual(["end", "generated"]) { return .end }
    if inner.count == 3, inner.prefix(2).elementsEqual(["begin", "generated:"]) { return .begin(String(inner.last!)) }
    return nil
  }
}

extension String {
  /// The lines, split at each line feed, so that the last is empty where the text ends with one.
  fileprivate var lines: [Substring] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
  }
}
