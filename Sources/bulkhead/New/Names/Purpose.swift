import CommandLine

/// What something new is for, as people say it on the command line.
enum Purpose {
  /// Refuses what would break a line of a comment, a JSON string or a row of a table.
  static func checked(_ text: String) throws -> String {
    guard (1...200).contains(text.count) else { throw Failure("--purpose: expected 1 to 200 characters, found \(text.count)") }
    if let wrong = text.unicodeScalars.first(where: { $0.value < 0x20 || $0.value == 0x7F || "\"\\|{}".unicodeScalars.contains($0) }) {
      let found = wrong.value < 0x20 || wrong.value == 0x7F ? "a control character" : "\(wrong)"
      throw Failure("--purpose: expected a sentence on one line without any of \" \\ | { }, found \(found)")
    }
    return text
  }
}
