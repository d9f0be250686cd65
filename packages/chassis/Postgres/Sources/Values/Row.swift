/// A row as it was received. Valid until more is received, which the compiler sees to: it cannot be copied.
@usableFromInline
struct Row: ~Copyable {
  private let body: UnsafeRawBufferPointer
  private let columns: [Statement.Column]

  /// - Parameter body: the content of a DataRow.
  init(_ body: UnsafeRawBufferPointer, _ columns: [Statement.Column]) {
    self.body = body
    self.columns = columns
  }

  /// Reads all fields, by position. Throws where there are more or fewer of them than types.
  @inlinable @inline(__always)
  func decode<each Column: PostgresDecodable>(_: (repeat each Column).Type) throws(PostgresError) -> (repeat each Column) {
    var fields = try fields()
    var wanted = 0
    for _ in repeat (each Column).self { wanted += 1 }
    if fields.count != wanted { throw fields.mismatch(wanted) }
    return (repeat try fields.next((each Column).self))
  }

  @usableFromInline
  func fields() throws(PostgresError) -> Fields {
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
  @usableFromInline
  struct Fields {
    fileprivate var reader: MessageReader
    fileprivate let columns: [Statement.Column]
    private var position = 0

    fileprivate init(reader: MessageReader, columns: [Statement.Column]) {
      self.reader = reader
      self.columns = columns
    }

    @usableFromInline var count: Int { columns.count }

    /// The error of a row that is read as another number of values.
    @usableFromInline
    func mismatch(_ wanted: Int) -> PostgresError {
      PostgresError(.value, "a row of \(count) columns is read as \(wanted) values; name the columns in the statement")
    }

    @inlinable @inline(__always)
    mutating func next<Value: PostgresDecodable>(_: Value.Type) throws(PostgresError) -> Value {
      let field = try field()
      do throws(PostgresValueError) {
        return try Value.decode(field)
      } catch {
        throw unreadable(Value.self, error)
      }
    }

    /// The next field as it was received.
    @usableFromInline
    mutating func field() throws(PostgresError) -> PostgresField {
      let value: UnsafeRawBufferPointer?
      do throws(MalformedMessage) { value = try reader.value() } catch { throw PostgresError(error) }
      position += 1
      return PostgresField(type: columns[position - 1].type, value: value)
    }

    /// The error of the field that was read last.
    @usableFromInline
    func unreadable(_ type: Any.Type, _ error: PostgresValueError) -> PostgresError {
      PostgresError(.value, "column \(position) (\(columns[position - 1].name)) cannot be read as \(type): \(error.reason)")
    }
  }
}
