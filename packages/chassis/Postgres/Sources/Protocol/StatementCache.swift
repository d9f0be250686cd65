/// The statements that a session has prepared, by their text: so many at most, the ones used last.
struct StatementCache {
  /// Texts beyond this are parsed anew each time: the server would keep them too.
  static let longestText = 16_384

  private struct Entry {
    let statement: Statement
    var lastUse: Int
  }

  private let capacity: Int
  /// Whether the server knows the statements by a name.
  private let isNamed: Bool
  private var entries: [String: Entry] = [:]
  private var clock = 0
  private var lastNumber = 0
  /// Names of statements that are to be closed on the server.
  private(set) var dropped: [String] = []

  /// - Parameter capacity: statements that the server keeps; 0 for statements without a name, of which their types are kept.
  init(capacity: Int) {
    isNamed = capacity > 0
    self.capacity = isNamed ? capacity : 100
  }

  var count: Int { entries.count }

  /// Whether a statement of this text is kept.
  func keeps(_ text: String) -> Bool { text.utf8.count <= Self.longestText }

  subscript(text: String) -> Statement? {
    mutating get {
      guard let index = entries.index(forKey: text) else { return nil }
      clock += 1
      entries.values[index].lastUse = clock
      return entries.values[index].statement
    }
  }

  /// A name for the text that no statement of the session has had; empty where it is to have none.
  mutating func makeName(for text: String) -> String {
    if !isNamed || !keeps(text) { return "" }
    lastNumber += 1
    return "s\(lastNumber)"
  }

  /// Keeps a statement, in place of the one used longest ago where there are too many.
  mutating func insert(_ statement: Statement, _ text: String) {
    if !keeps(text) { return }
    if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { remove(oldest.key) }
    clock += 1
    entries[text] = Entry(statement: statement, lastUse: clock)
  }

  /// Drops a statement, and has it closed.
  mutating func remove(_ text: String) {
    if let entry = entries.removeValue(forKey: text), isNamed { dropped.append(entry.statement.name) }
  }

  /// Has a statement closed that is not kept, if there is one of that name.
  mutating func drop(_ name: String) {
    if !name.isEmpty { dropped.append(name) }
  }

  /// The statements to be closed, which are from now on.
  mutating func takeDropped() -> [String] {
    defer { dropped = [] }
    return dropped
  }

  /// Forgets all: the server has them no longer.
  mutating func forgetAll() {
    entries = [:]
    dropped = []
  }
}
