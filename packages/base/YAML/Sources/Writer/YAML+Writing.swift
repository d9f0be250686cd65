extension YAML {
  /// Returns the value as a document in block style, two spaces for each level, with a line feed at its end. The same value always gives
  /// the same text.
  public func encoded() -> String {
    var writer = YAMLWriter()
    writer.write(self, indent: 0, column: .line)
    return writer.text
  }
}

struct YAMLWriter {
  /// The place on a line at which a value is written.
  enum Place {
    /// The beginning of a line.
    case line
    /// The place behind a key and its colon.
    case key
    /// The place behind a dash and a space.
    case dash
  }

  private(set) var text = ""

  /// Writes a value.
  ///
  /// - Parameter indent: The indentation, in spaces, of the lines of a list or map.
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

  /// Returns a scalar, or a list in brackets; only a text of several lines takes more than one.
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
