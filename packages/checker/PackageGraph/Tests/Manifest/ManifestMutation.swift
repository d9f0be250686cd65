import TestSupport

/// Manifests that are nearly right: the words of a right one, some dropped, doubled, swapped, or changed for another's.
struct ManifestMutation {
  var generator: SeededGenerator

  mutating func mutated(_ text: String) -> String {
    if Int.random(in: 0..<3, using: &generator) == 0 {
      return String(decoding: generator.mutated(Array(text.utf8)), as: UTF8.self)
    }
    var words = Self.words(text)
    for _ in 0..<Int.random(in: 1...2, using: &generator) where words.count > 3 {
      let place = Int.random(in: 0..<words.count, using: &generator)
      let other = Int.random(in: 0..<words.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: words.remove(at: place)
      case 1: words.insert(words[other], at: place)
      case 2: words.swapAt(place, other)
      case 3: words[place] = words[other]
      default: words[place] = Self.strangers.randomElement(using: &generator)!
      }
    }
    return words.joined()
  }

  private static let strangers = [
    "nil", "[]", "\"\"", "\"x\"", "true", ".v5", ".macOS", "name", "path", ":", ",", "+", "\n", ";", "self", "let", "()", "/*", "5.9", "1",
  ]

  /// Runs of letters and digits, strings as a whole, and everything else by character.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var isInString = false
    for character in text {
      let isWord = character.isLetter || character.isNumber || character == "_"
      let continues = isInString || (isWord && (words.last?.last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false))
      if continues { words[words.count - 1].append(character) } else { words.append(String(character)) }
      if character == "\"" { isInString.toggle() }
    }
    return words
  }
}
