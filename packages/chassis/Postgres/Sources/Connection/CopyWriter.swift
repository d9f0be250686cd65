import IO

/// The data of a COPY into the database, while they are written.
public final class CopyWriter {
  /// Bytes that are collected before they are sent.
  private static let chunk = 65_536

  private let connection: PostgresConnection
  /// The types of the columns, where rows are written in binary form.
  private let types: [PostgresType]
  private let deadline: Deadline
  private var exchange = Exchange(.simpleQuery)
  private var failure: ServerReport?
  private let pending = OutputBuffer()
  /// The place at which the row began that is being written.
  private var rowBegin: OutputBuffer.Mark
  /// Values of it that have been written.
  private var position = 0

  init(_ connection: PostgresConnection, _ types: [PostgresType], _ deadline: Deadline) {
    self.connection = connection
    self.types = types
    self.deadline = deadline
    rowBegin = pending.mark
  }

  /// Whether the server has refused the data.
  var hasFailed: Bool { failure != nil }

  /// Waits until the server is ready for data.
  func begin() async throws(PostgresError) {
    while true {
      while let (event, message) = try connection.exchanges.step(&exchange, &failure) {
        switch event {
        case .copyInBegan: return
        case .completed: _ = try connection.completed(message, nil)
        case .ready:
          if let failure { throw PostgresError(failure) }
          throw PostgresError(.invalid, "the statement is no COPY from STDIN")
        default: break
        }
      }
      try await connection.exchanges.receive(until: deadline)
    }
  }

  /// Writes bytes of the data. Waits while the server has no room for them; throws its error where it refuses them.
  public func write(_ bytes: [UInt8]) async throws(PostgresError) {
    pending.append(bytes)
    if isFull { try await sendFull() }
  }

  /// Writes a row, in binary form. Throws where the values are not as many as the columns, or have not their types' binary form.
  @inlinable @inline(__always)
  public func row<each Value: PostgresEncodable>(_ values: repeat each Value) async throws(PostgresError) {
    // It is made part of its caller, for the caller's types: of millions of rows, few have to wait.
    beginRow()
    for value in repeat each values { try append(value.postgresValue) }
    try endRow()
    if isFull { try await sendFull() }
  }

  @usableFromInline
  func beginRow() {
    rowBegin = pending.mark
    position = 0
    pending.append(UInt16(truncatingIfNeeded: types.count))
  }

  @usableFromInline
  func append(_ value: PostgresValue) throws(PostgresError) {
    if position < types.count {
      let type = types[position]
      if !value.hasBinaryForm(of: type) {
        pending.takeBack(to: rowBegin)
        throw PostgresError(.value, "the value \(position + 1) of a row has no binary form of \(type), the type of its column")
      }
      pending.binaryValue(value, type)
    }
    position += 1
  }

  @usableFromInline
  func endRow() throws(PostgresError) {
    if position == types.count { return }
    pending.takeBack(to: rowBegin)
    throw PostgresError(.value, "a row of \(position) values is copied into \(types.count) columns")
  }

  /// The signature, flags and extension of the binary format (PostgreSQL's documentation, COPY, section "Binary Format").
  func appendHeader() {
    pending.append([0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00])
    pending.append(UInt64(0))
  }

  func appendTrailer() { pending.append(Int16(-1)) }

  /// Sends what is left, tells the server that this was all, and takes the answer to its end.
  func finish() async throws(PostgresError) -> CommandTag {
    var tag = CommandTag.empty
    if failure == nil {
      try await send()
      try connection.exchanges.write { output throws(MessageTooLong) in output.copyDone() }
      try await connection.exchanges.flush(until: deadline)
    }
    while !exchange.hasEnded {
      while !exchange.hasEnded, let (event, message) = try connection.exchanges.step(&exchange, &failure) {
        if event == .completed { tag = try connection.completed(message, nil) }
      }
      if !exchange.hasEnded { try await connection.exchanges.receive(until: deadline) }
    }
    if let failure { throw PostgresError(failure) }
    return tag
  }

  @usableFromInline var isFull: Bool { pending.count >= Self.chunk }

  @usableFromInline
  func sendFull() async throws(PostgresError) {
    try await send()
    // An error comes before the end.
    try takeAnswer()
    // A server that is faster than the rows never has them wait, and the loop's other tasks would.
    await connection.loop.yield()
  }

  private func send() async throws(PostgresError) {
    if pending.count == 0 { return }
    try connection.exchanges.write { output throws(MessageTooLong) in
      try pending.withBytes { bytes throws(MessageTooLong) in try output.copyData(bytes) }
    }
    pending.clear()
    try await connection.exchanges.flush(until: deadline)
  }

  /// Takes the server's error, if it has come.
  private func takeAnswer() throws(PostgresError) {
    try connection.exchanges.fill()
    while !exchange.hasEnded, try connection.exchanges.step(&exchange, &failure) != nil {}
    if let failure { throw PostgresError(failure) }
  }
}
