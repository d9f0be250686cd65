import Addresses

/// Names and values of a request's query, in order, by the rules of forms (`application/x-www-form-urlencoded`, WHATWG URL,
/// section 5.1): parted by `&`, a plus is a space, a name may come again.
public struct Query: Sendable {
  /// Most names and values that a query may have.
  public static let limit = 256

  /// Names and values, in order.
  public let items: [Item]

  /// Name and value, decoded.
  public struct Item: Sendable, Equatable {
    /// Text before the first `=`.
    public let name: String
    /// Text after the first `=`; empty where there is none.
    public let value: String
  }

  /// Parses what follows the `?`. Throws a `Problem` (400) where the percent-encoding is broken, what comes out is not UTF-8, or
  /// there are more than `limit` items.
  public init(_ text: String?) throws(Problem) {
    guard var text else {
      items = []
      return
    }
    items = try text.withUTF8 { bytes in Result { () throws(Problem) in try Self.parse(UnsafeRawBufferPointer(bytes)) } }.get()
  }

  /// First value of the name.
  public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// All values of the name, in order.
  public func values(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  private static func parse(_ text: UnsafeRawBufferPointer) throws(Problem) -> [Item] {
    var items: [Item] = []
    for part in text.split(separator: UInt8(ascii: "&")) {
      if items.count == limit { throw Problem(.badRequest, "the query has more than \(limit) parameters") }
      let equals = part.firstIndex(of: UInt8(ascii: "="))
      let name = try decode(part[..<(equals ?? part.endIndex)])
      let value = try equals.map { equals throws(Problem) in try decode(part[(equals + 1)...]) } ?? ""
      items.append(Item(name: name, value: value))
    }
    return items
  }

  private static func decode(_ bytes: Slice<UnsafeRawBufferPointer>) throws(Problem) -> String {
    guard let text = PercentEncoding.text(of: UnsafeRawBufferPointer(rebasing: bytes), plusIsSpace: true) else {
      throw Problem(.badRequest, "the query has a \"%\" that is not followed by two hexadecimal digits, or is not UTF-8 when decoded")
    }
    return text
  }
}
