/// A statement: its text, and the values of its parameters.
///
/// It is written as a string, and what is interpolated becomes a parameter, never text:
///
/// ```swift
/// let user: SQL = "SELECT name FROM users WHERE id = \(id)"      // SELECT name FROM users WHERE id = $1
/// let all: SQL = "SELECT * FROM \(SQLIdentifier("Users"))"       // SELECT * FROM "Users"
/// let page: SQL = "\(user) ORDER BY name LIMIT \(20)"            // a statement in another, with its parameters
/// ```
///
/// The types of parameters are those that the server infers: write a cast where it cannot, as in `\(count)::int8`.
public struct SQL: Sendable, Hashable {
  /// A value, and where its placeholder stands.
  struct Parameter: Sendable, Hashable {
    let value: PostgresValue
    /// Bytes of the text before the placeholder.
    let offset: Int
  }

  /// The text, with `$1`, `$2` and so on for the parameters.
  public private(set) var text: String
  private(set) var parameters: [Parameter]
  /// What metrics call it.
  public private(set) var name: String?

  /// The values of the parameters, in order.
  public var values: [PostgresValue] { parameters.map(\.value) }

  /// A statement of this very text, without parameters. It is for text of the program itself, such as a file of it: what comes from
  /// outside belongs into an interpolation.
  public init(verbatim text: String) {
    self.text = text
    parameters = []
  }

  /// The same statement with a name, by which metrics tell it from others: one of a few that the program has.
  public func named(_ name: String) -> SQL {
    var named = self
    named.name = name
    return named
  }

  fileprivate mutating func appendParameter(_ value: PostgresValue) {
    parameters.append(Parameter(value: value, offset: text.utf8.count))
    let number = parameters.count
    text += number < Self.placeholders.count ? Self.placeholders[number] : "$\(number)"
  }

  /// Placeholders by their numbers, for statements with few parameters.
  private static let placeholders = (0..<20).map { "$\($0)" }

  fileprivate mutating func append(_ other: SQL) {
    var copied = other.text.utf8.startIndex
    for parameter in other.parameters {
      let place = other.text.utf8.index(other.text.utf8.startIndex, offsetBy: parameter.offset)
      text += other.text[copied..<place]
      appendParameter(parameter.value)
      copied = other.text.utf8.index(after: place)
      while copied < other.text.utf8.endIndex, (0x30...0x39).contains(other.text.utf8[copied]) { copied = other.text.utf8.index(after: copied) }
    }
    text += other.text[copied...]
  }
}

extension SQL: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(verbatim: value) }

  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.statement }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var statement = SQL(verbatim: "")

    public init(literalCapacity: Int, interpolationCount: Int) {
      // A placeholder mostly takes two or three bytes.
      statement.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
      statement.parameters.reserveCapacity(interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { statement.text += literal }

    /// A parameter.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) { statement.appendParameter(value.postgresValue) }

    /// A name of the database.
    public mutating func appendInterpolation(_ identifier: SQLIdentifier) { statement.text += identifier.quoted }

    /// A part of a statement, with its parameters.
    public mutating func appendInterpolation(_ part: SQL) { statement.append(part) }

    /// Parts of a statement, such as conditions, with `separator` between them.
    public mutating func appendInterpolation(_ parts: [SQL], separator: SQL) {
      for (position, part) in parts.enumerated() {
        if position > 0 { statement.append(separator) }
        statement.append(part)
      }
    }
  }
}

extension SQL: CustomStringConvertible {
  /// The text without the values.
  public var description: String { text }
}
