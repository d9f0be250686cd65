/// The words that a name is made of: `HTTPClientLive` of `HTTP`, `Client` and `Live`.
struct NameWords {
  let words: [String]

  init(_ name: String) {
    var words: [String] = []
    var word = ""
    let letters = Array(name)
    for (index, letter) in letters.enumerated() {
      if letter == "_" || letter == "-" || letter == "." || letter == " " {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      if letter.isUppercase, let last = word.last {
        // The last of several capitals begins a word: `HTTP`, `Client`.
        let beginsWord = index + 1 < letters.count && letters[index + 1].isLowercase
        if !last.isUppercase || beginsWord {
          words.append(word)
          word = ""
        }
      }
      word.append(letter)
    }
    if !word.isEmpty { words.append(word) }
    self.words = words
  }

  /// The last word, without digits behind it.
  var last: String? {
    words.last.flatMap { word in
      let text = String(word.reversed().drop(while: \.isNumber).reversed())
      return text.isEmpty ? nil : text
    }
  }

  /// A name in lower case with dashes, letters and digits alone; empty where none are in it.
  var dashed: String {
    let parts = words.map { word in String(word.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }) }
    return parts.filter { !$0.isEmpty }.joined(separator: "-")
  }

  /// A word in lower case as the name of several things of the kind: `features`, `apis`, but `live` and `core`.
  static func plural(_ word: String) -> String {
    let lower = word.lowercased()
    let uncounted: Set = ["live", "core", "ui", "api", "middleware", "common", "base", "foundation", "testing"]
    if uncounted.contains(lower) || lower.hasSuffix("s") { return lower }
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) { return lower.dropLast() + "ies" }
    return lower + "s"
  }
}
