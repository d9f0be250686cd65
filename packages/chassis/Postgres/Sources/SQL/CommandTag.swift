/// What the server says a statement did: `SELECT 3`, `INSERT 0 1`, `CREATE TABLE`.
public struct CommandTag: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  init(_ body: UnsafeRawBufferPointer) throws(MalformedMessage) {
    var reader = MessageReader(body)
    description = try reader.text()
  }

  /// The tag of a text that holds no statement.
  static let empty = CommandTag("")

  private init(_ description: String) { self.description = description }

  /// Whether it is that of a statement which reads or writes rows; there are others of which that is true.
  var isOfRows: Bool {
    description.hasPrefix("SELECT ") || description.hasPrefix("INSERT ") || description.hasPrefix("UPDATE ") || description.hasPrefix("DELETE ")
  }

  /// Rows that were returned, inserted, changed, deleted or copied; 0 where the command has no such number.
  public var rows: Int {
    guard let space = description.utf8.lastIndex(of: UInt8(ascii: " ")) else { return 0 }
    return Int(description[description.utf8.index(after: space)...]) ?? 0
  }

  /// The command: `SELECT`, `CREATE TABLE`.
  public var command: Substring {
    let end = description.utf8.firstIndex { (0x30...0x39).contains($0) }
    guard let end, end > description.startIndex else { return description[...] }
    return description[..<description.utf8.index(before: end)]
  }
}
