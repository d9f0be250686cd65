import JSON

/// What a mistyped name most likely meant, in words.
public enum Nearest {
  /// "did you mean 'check'?", where something known is near enough.
  public static func suggestion(for text: String, among known: [String]) -> String? {
    nearestName(to: text, in: known).map { "did you mean '\($0)'?" }
  }

  /// The suggestion, or else all that is known.
  public static func hint(for text: String, among known: [String]) -> String {
    suggestion(for: text, among: known) ?? "known are \(known.joined(separator: ", "))"
  }
}
