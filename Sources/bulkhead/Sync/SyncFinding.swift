/// A file that is not what `bulkhead sync` would make of it.
struct SyncFinding: Sendable, Equatable {
  enum Kind: String, Sendable {
    /// It is there, and not as it should be.
    case differs
    /// It is not there.
    case missing
    /// It was made, and nothing makes it any more.
    case stale
    /// The markers of a block are missing or wrong: a person has to mend them.
    case markers
  }

  var kind: Kind
  /// Relative to the repository's root.
  var path: String
  /// The first line that differs, or that the message is about; from 1.
  var line: Int?
  /// What that line is; `nil` where the file has ended before.
  var found: String?
  /// What it should be; `nil` where the file should have ended before.
  var expected: String?
  var message: String
}

extension SyncFinding {
  /// Where the two texts differ first.
  static func difference(of found: String, from expected: String, path: String) -> SyncFinding {
    let found = lines(found)
    let expected = lines(expected)
    let common = zip(found, expected).prefix { $0 == $1 }.count
    return SyncFinding(
      kind: .differs, path: path, line: common + 1, found: common < found.count ? found[common] : nil,
      expected: common < expected.count ? expected[common] : nil,
      message: "this is not what service.json, settings.json and migrations say; run bulkhead sync, and edit those instead of this")
  }

  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
