/// A step of a service's schema: the file `services/<name>/Migrations/0001-entries.sql`.
public struct MigrationFile: Sendable, Equatable {
  /// The place in the order, from 1.
  public let number: Int
  /// What it does: `entries`.
  public let name: String
  /// SQL.
  public let text: String

  /// Creates a step from the name of its file; `nil` where that is not four digits, a hyphen, lower-case words joined by hyphens, and `.sql`.
  public init?(file: String, text: String) {
    let digits = file.utf8.prefix(4)
    guard digits.count == 4, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), file.hasSuffix(".sql"),
      file.utf8.dropFirst(4).first == UInt8(ascii: "-")
    else { return nil }
    let name = file.dropFirst(5).dropLast(4)
    let words = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isNamed = words.allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isNamed, let number = Int(file.prefix(4)) else { return nil }
    (self.number, self.name, self.text) = (number, String(name), text)
  }
}
