/// A row as it was received. Valid until more is received, which the compiler sees to: it cannot be copied.
struct Row: ~Copyable {
  private let body: UnsafeRawBufferPointer
  private let columns: [Statement.Column]

  /// - Parameter body: the content of a DataRow.
  init(_ body: UnsafeRawBufferPointer, _ columns: [Statement.Column]) {
    self.body = body
    self.columns = columns
  }

  /// Reads all fields, by position. Throws where there are more or fewer of them than types.
  @inline(__always)
  func decode<each Column: PostgresDecodable>(_: (repeat each Column).Type) throws(PostgresError) -> (repeat each Column) {
    var fields = try fields()
    var wanted = 0
    for _ in repeat (each Column).self { wanted += 1 }
    if fields.count != wanted {
      throw PostgresError(.value, "a row of \(fields.count) columns is read as \(wanted) values; name the columns in the statement")
    }
    return (repeat try fields.next((each Column).self))
  }

  private func fields() throws(PostgresError) -> Fields {
    var reader = MessageReader(body)
    do throws(MalformedMessage) {
      let count = Int(try reader.integer(UInt16.self))
      if count != columns.count { throw MalformedMessage("a row of \(count) fields where there are \(columns.count) columns") }
      return Fields(reader: reader, columns: columns)
    } catch {
      throw PostgresError(error)
    }
  }

  /// The fields that are not read yet.
  private struct Fields {
    var reader: MessageReader
    let columns: [Statement.Column]
    var position = 0

    var count: Int { columns.count }

    @inline(__always)
    mutating func next<Value: PostgresDecodable>(_: Value.Type) throws(PostgresError) -> Value {
      let value: UnsafeRawBufferPointer?
      do throws(MalformedMessage) { value = try reader.value() } catch { throw PostgresError(error) }
      let type = columns[position].type
      position += 1
      do throws(PostgresValueError) {
        return try Value.decode(PostgresField(type: type, value: value))
      } catch {
        throw PostgresError(.value, "column \(position) (\(columns[position - 1].name)) cannot be read as \(Value.self): \(error.reason)")
      }
    }
  }
}
