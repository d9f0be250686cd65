/// A name of the database, such as that of a table, which is quoted wherever it stands in a statement, so that every text is one.
public struct SQLIdentifier: Hashable, Sendable {
  /// Bytes that the server keeps of a name.
  static let longest = 63

  private let parts: [String]

  /// A name, or several with a point between them: `SQLIdentifier("app", "users")` is `"app"."users"`.
  ///
  /// Names must not be empty, have no zero byte, and 63 bytes at most, since the server would cut off the rest.
  public init(_ parts: String...) {
    precondition(!parts.isEmpty && parts.allSatisfy(Self.isValid), "\(parts) has a part that is no name of the database")
    self.parts = parts
  }

  /// A name from outside; `nil` where it is empty, too long, or has a zero byte.
  public init?(checking name: String) {
    guard Self.isValid(name) else { return nil }
    parts = [name]
  }

  private static func isValid(_ name: String) -> Bool { (1...longest).contains(name.utf8.count) && !name.utf8.contains(0) }

  /// The name as it stands in a statement.
  public var quoted: String { parts.map(Self.quote).joined(separator: ".") }

  private static func quote(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
