/// A statement as the server has parsed it: the types of its parameters and its columns.
final class Statement: Sendable {
  /// A column of a result.
  struct Column: Sendable {
    let name: String
    let type: PostgresType
  }

  /// The name by which the server knows it; empty for one that is parsed anew each time.
  let name: String
  let parameterTypes: [PostgresType]
  let columns: [Column]
  /// Whether its text names what outlives the statement in the session.
  let leavesTraces: Bool

  init(name: String, _ text: String, parameterTypes: [PostgresType], columns: [Column]) {
    self.name = name
    self.parameterTypes = parameterTypes
    self.columns = columns
    leavesTraces = SessionTraces.isLeft(by: text)
  }

  /// The types in a ParameterDescription.
  static func parameterTypes(_ body: UnsafeRawBufferPointer) throws(MalformedMessage) -> [PostgresType] {
    var reader = MessageReader(body)
    let count = Int(try reader.integer(UInt16.self))
    if reader.count != count * 4 { throw MalformedMessage("a description of \(count) parameters in \(reader.count) bytes") }
    var types: [PostgresType] = []
    types.reserveCapacity(count)
    for _ in 0..<count { types.append(PostgresType(rawValue: try reader.integer(UInt32.self))) }
    return types
  }

  /// The columns in a RowDescription.
  static func columns(_ body: UnsafeRawBufferPointer) throws(MalformedMessage) -> [Column] {
    var reader = MessageReader(body)
    var columns: [Column] = []
    for _ in 0..<(try reader.integer(UInt16.self)) {
      let name = try reader.text()
      // The table, and the column's number in it.
      _ = try reader.bytes(6)
      let type = PostgresType(rawValue: try reader.integer(UInt32.self))
      // Size, modifier and form; the form is the one that was asked for.
      _ = try reader.bytes(8)
      columns.append(Column(name: name, type: type))
    }
    if reader.count > 0 { throw MalformedMessage("a description of columns that is too long") }
    return columns
  }
}
