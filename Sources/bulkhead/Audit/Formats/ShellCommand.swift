import SwiftImports

/// A line of shell, as far as its words tell.
struct ShellCommand: Sendable {
  let text: String
  let position: SourcePosition
  /// Parted at blanks; what stands in `$(…)` or quotes is one word with what it touches.
  let words: [String]

  init(_ text: String, position: SourcePosition) {
    self.text = text
    self.position = position
    words = Self.words(text)
  }

  /// Whether these words stand in it, one after another.
  func runs(_ words: String...) -> Bool {
    self.words.indices.contains { self.words[$0...].starts(with: words) }
  }

  /// The first word that is one of the flags, or one of them with its value behind `=`.
  func flag(amongst flags: [String]) -> String? {
    words.first { word in flags.contains { word == $0 || word.hasPrefix("\($0)=") } }
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if depth == 0, character == "'" || character == "\"" {
        quote = character
      } else if depth == 0, character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        if character == "(" { depth += 1 }
        if character == ")" { depth = max(0, depth - 1) }
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
