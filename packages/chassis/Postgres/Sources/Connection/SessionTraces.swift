/// What a user of a session may have left behind in it: settings, locks, temporary tables, channels listened to, cursors.
///
/// The server's tags tell of most of it, so that a session in which only rows were read and written need not be reset. What a function
/// does, no tag tells: the statement's text is looked at for those of the server that leave something. What functions of one's own leave
/// is not seen.
struct SessionTraces {
  /// Commands that leave nothing.
  private static let harmless: Set<Substring> = [
    "", "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE",
    "NOTIFY", "EXPLAIN", "SHOW", "TRUNCATE TABLE",
  ]

  /// Parts of names, in small letters, that tell of something left: locks of a session, settings, temporary tables.
  private static let words = ["advisory_lock", "set_config", "setseed", "temp", "dblink_connect"].map { Array($0.utf8) }

  /// Whether there may be something.
  private(set) var mayRemain = false

  mutating func note(_ tag: CommandTag) {
    if !mayRemain, !tag.isOfRows, !Self.harmless.contains(tag.command) { mayRemain = true }
  }

  mutating func note(_ statement: Statement) {
    if statement.leavesTraces { mayRemain = true }
  }

  mutating func note(_ text: String) {
    if !mayRemain, Self.isLeft(by: text) { mayRemain = true }
  }

  /// The session was reset.
  mutating func clear() { mayRemain = false }

  /// Whether the text has one of the words.
  static func isLeft(by text: String) -> Bool {
    let bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.contains { word in
      var start = 0
      while start + word.count <= bytes.count {
        if bytes[start] == word[0], bytes[start..<(start + word.count)].elementsEqual(word) { return true }
        start += 1
      }
      return false
    }
  }

  /// Statements that remove everything.
  static let reset = """
    SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES
    """
}
