/// `$NAME`, `${NAME}` and `${NAME:-default}` in a text.
enum ShellVariables {
  /// With the values that are known; others stay as they are, but for their default.
  static func substituted(_ text: String, _ values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.first == "{", let end = rest.firstIndex(of: "}") {
        let inner = rest[rest.index(after: rest.startIndex)..<end]
        let name = String(inner.prefix(while: isNamePart))
        let modifier = inner.dropFirst(name.count)
        let fallback = modifier.hasPrefix(":-") ? String(modifier.dropFirst(2)) : modifier.hasPrefix("-") ? String(modifier.dropFirst()) : nil
        result += values[name] ?? fallback ?? "${\(inner)}"
        rest = rest[rest.index(after: end)...]
      } else {
        let name = String(rest.prefix(while: isNamePart))
        result += values[name] ?? "$\(name)"
        rest = rest.dropFirst(name.count)
      }
    }
    return result + rest
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character == "_" || character.isASCII && (character.isLetter || character.isNumber)
  }
}
