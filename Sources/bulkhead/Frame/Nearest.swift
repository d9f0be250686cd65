import JSON

/// What a mistyped name most likely meant, in words.
enum Nearest {
  /// "did you mean 'check'?", where something known is near enough.
  static func suggestion(for text: String, among known: [String]) -> String? {
    nearestName(to: text, in: known).map { "did you mean '\($0)'?" }
  }
}
