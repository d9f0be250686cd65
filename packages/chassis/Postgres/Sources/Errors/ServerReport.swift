/// An error or a notice of the server, with all that it says (PostgreSQL's documentation, section "Error and Notice Message Fields").
public struct ServerReport: Error, Sendable, Equatable {
  /// The fields, by their type.
  private let fields: [UInt8: String]

  init(_ body: UnsafeRawBufferPointer) throws(MalformedMessage) {
    var reader = MessageReader(body)
    var fields: [UInt8: String] = [:]
    while true {
      let type = try reader.byte()
      if type == 0 { break }
      fields[type] = try reader.text()
    }
    self.fields = fields
  }

  private func field(_ type: Unicode.Scalar) -> String? { fields[UInt8(ascii: type)] }

  /// The severity, not translated: `ERROR`, `FATAL`, `PANIC`, or one of a notice.
  public var severity: String { field("V") ?? field("S") ?? "ERROR" }
  /// The five characters that tell the kind of error (PostgreSQL's documentation, appendix "PostgreSQL Error Codes").
  public var sqlState: String { field("C") ?? "XX000" }
  /// The message, one line.
  public var message: String { field("M") ?? "" }
  /// More about the error.
  public var detail: String? { field("D") }
  /// Advice.
  public var hint: String? { field("H") }
  /// The place in the query's text, in characters from 1.
  public var position: Int? { field("P").flatMap { Int($0) } }
  /// The place in `internalQuery`, in characters from 1.
  public var internalPosition: Int? { field("p").flatMap { Int($0) } }
  /// The text of a query that a function made.
  public var internalQuery: String? { field("q") }
  /// The calls that led to the error.
  public var context: String? { field("W") }
  public var schema: String? { field("s") }
  public var table: String? { field("t") }
  public var column: String? { field("c") }
  public var dataType: String? { field("d") }
  public var constraint: String? { field("n") }
  /// The place in the server's sources.
  public var file: String? { field("F") }
  public var line: Int? { field("L").flatMap { Int($0) } }
  public var routine: String? { field("R") }

  /// Whether the server ends the session with it.
  var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }
}
