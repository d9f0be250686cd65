extension YAML {
  /// The value as a document in block style, two spaces for each level, with a line feed at its end. The same value gives the same text.
  public func encoded() -> String {
    var writer = YAMLWriter()
    writer.write(self, indent: 0, column: .line)
    return writer.text
  }
}

struct YAMLWriter {
  /// Where the place is that a value is written to.
  enum Place {
    /// At the beginning of a line.
    case line
    /// Behind a key and its colon.
    case key
    /// Behind a dash and a space.
    case dash
  }

  private(set) var text = ""

  /// - Parameter indent: spaces in front of what a list or map has on lines of its own.
  mutating func write(_ value: YAML, indent: Int, column place: Place) {
    switch value.content {
    case .map(let entries) where !entries.isEmpty: write(entries, indent: indent, place)
    case .list(let elements) where !elements.isEmpty && !value.isOnOneLine: write(elements, indent: indent, place)
    default: text += (place == .key ? " " : "") + Self.inline(value, indent: indent, isInBrackets: false) + "\n"
    }
  }

  private mutating func write(_ entries: [YAML.Entry], indent: Int, _ place: Place) {
    if place == .key { text += "\n" }
    let margin = String(repeating: " ", count: indent)
    for (index, entry) in entries.enumerated() {
      // Behind a dash there is no line for a comment.
      let isBehindDash = index == 0 && place == .dash
      if !isBehindDash {
        if entry.isSpaced { text += "\n" }
        for line in entry.comment?.split(separator: "\n", omittingEmptySubsequences: false) ?? [] {
          text += margin + (line.isEmpty ? "#" : "# \(line)") + "\n"
        }
      }
      text += "\(isBehindDash ? "" : margin)\(Scalar.text(entry.key, isInBrackets: false)):"
      write(entry.value, indent: indent + 2, column: .key)
    }
  }

  private mutating func write(_ elements: [YAML], indent: Int, _ place: Place) {
    if place == .key { text += "\n" }
    let margin = String(repeating: " ", count: indent)
    for (index, element) in elements.enumerated() {
      text += "\(index == 0 && place == .dash ? "" : margin)- "
      write(element, indent: indent + 2, column: .dash)
    }
  }

  /// A scalar, or a list on one line; only a text of several lines takes more than one.
  private static func inline(_ value: YAML, indent: Int, isInBrackets: Bool) -> String {
    switch value.content {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .decimal(let text): text
    case .string(let string):
      isInBrackets ? Scalar.text(string, isInBrackets: true) : Scalar.block(string, indent: indent) ?? Scalar.text(string, isInBrackets: false)
    case .list(let elements): "[\(elements.map { inline($0, indent: indent, isInBrackets: true) }.joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.map { "\(Scalar.text($0.key, isInBrackets: true)): \(inline($0.value, indent: indent, isInBrackets: true))" }.joined(separator: ", "))}"
    }
  }
}
