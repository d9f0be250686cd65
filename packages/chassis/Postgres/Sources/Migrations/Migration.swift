import Cryptography

/// One step from one form of a schema to the next.
public struct Migration: Sendable, Hashable {
  /// The line with which the text of a migration begins that cannot run in a transaction, such as `CREATE INDEX CONCURRENTLY`. It holds
  /// one statement, which may be run again after it failed in the middle.
  public static let outsideTransactionLine = "-- outside a transaction"

  /// The place in the order, from 1.
  public let number: Int
  public let name: String
  /// SQL.
  public let text: String

  public init(_ number: Int, _ name: String, _ text: String) {
    self.number = number
    self.name = name
    self.text = text
  }

  /// Whether it runs in a transaction, which its record is part of.
  public var isInTransaction: Bool { !text.hasPrefix(Self.outsideTransactionLine) }

  /// What tells whether the text has changed: a digest of its lines. How lines end, and spaces at their ends, are no change.
  public var checksum: String {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line in
      var line = line
      while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
      return line
    }
    let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return Hexadecimal.encode(SHA256.digest(of: Array(lines[..<end].joined(separator: "\n").utf8)))
  }
}

extension Migration: CustomStringConvertible {
  public var description: String { "\(number) \(name)" }
}
