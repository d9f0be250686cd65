/// The messages of this side (PostgreSQL's documentation, section "Message Formats").
extension OutputBuffer {
  /// Protocol 3.0.
  private static let protocolVersion: Int32 = 196_608
  private static let cancelRequestCode: Int32 = 80_877_102
  private static let sslRequestCode: Int32 = 80_877_103

  func startup(_ parameters: [(name: String, value: String)]) throws(MessageTooLong) {
    let mark = begin(nil)
    append(Self.protocolVersion)
    for (name, value) in parameters {
      appendTerminated(name)
      appendTerminated(value)
    }
    append(UInt8(0))
    try end(mark)
  }

  func cancelRequest(process: Int32, key: [UInt8]) throws(MessageTooLong) {
    let mark = begin(nil)
    append(Self.cancelRequestCode)
    append(process)
    append(key)
    try end(mark)
  }

  /// A request for TLS, which comes before everything else.
  func sslRequest() throws(MessageTooLong) {
    let mark = begin(nil)
    append(Self.sslRequestCode)
    try end(mark)
  }

  /// An answer to a request for authentication.
  func password(_ bytes: [UInt8]) throws(MessageTooLong) { try message(UInt8(ascii: "p"), bytes) }

  func query(_ text: String) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "Q"))
    appendTerminated(text)
    try end(mark)
  }

  func parse(_ name: String, _ text: String, _ types: [PostgresType]) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "P"))
    appendTerminated(name)
    appendTerminated(text)
    append(UInt16(truncatingIfNeeded: types.count))
    for type in types { append(type.rawValue) }
    try end(mark)
  }

  func describeStatement(_ name: String) throws(MessageTooLong) { try describe(UInt8(ascii: "S"), name) }

  /// Asks for the columns of the unnamed portal.
  func describePortal() throws(MessageTooLong) { try describe(UInt8(ascii: "P"), "") }

  /// Binds the values to the unnamed portal, for results in binary form. There must be as many types as values.
  func bind(_ name: String, _ parameters: [SQL.Parameter], _ types: [PostgresType]) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "B"))
    append(UInt8(0))
    appendTerminated(name)
    append(UInt16(truncatingIfNeeded: parameters.count))
    for (parameter, type) in zip(parameters, types) { append(Int16(parameter.value.hasBinaryForm(of: type) ? 1 : 0)) }
    append(UInt16(truncatingIfNeeded: parameters.count))
    for (parameter, type) in zip(parameters, types) { value(parameter.value, type) }
    append(Int16(1))
    append(Int16(1))
    try end(mark)
  }

  /// Executes the unnamed portal to its end.
  func execute() throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "E"))
    append(UInt8(0))
    append(Int32(0))
    try end(mark)
  }

  /// One execution of a prepared statement, which is added to the plan. There must be as many values as parameters.
  /// - Parameter isUnnamed: whether it is parsed anew, without a name.
  func execution(of statement: SQL, _ prepared: Statement, isUnnamed: Bool, _ plan: inout Exchange.Plan) throws(MessageTooLong) {
    if isUnnamed { try parse("", statement.text, prepared.parameterTypes) }
    try bind(isUnnamed ? "" : prepared.name, statement.parameters, prepared.parameterTypes)
    if isUnnamed { try describePortal() }
    try execute()
    plan.parses = isUnnamed
    plan.describesPortal = isUnnamed
    plan.executions += 1
  }

  func closeStatement(_ name: String) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "C"))
    append(UInt8(ascii: "S"))
    appendTerminated(name)
    try end(mark)
  }

  func sync() { empty(UInt8(ascii: "S")) }

  func terminate() { empty(UInt8(ascii: "X")) }

  func copyData(_ bytes: UnsafeRawBufferPointer) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "d"))
    append(bytes)
    try end(mark)
  }

  func copyDone() { empty(UInt8(ascii: "c")) }

  func copyFail(_ reason: String) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "f"))
    appendTerminated(reason)
    try end(mark)
  }

  /// A value with its length, in the form that `hasBinaryForm` tells.
  func value(_ value: PostgresValue, _ type: PostgresType) {
    if value.hasBinaryForm(of: type) { return binaryValue(value, type) }
    let mark = beginLength()
    append(value.text)
    endLength(mark)
  }

  /// A value with its length, in binary form. It must have one.
  func binaryValue(_ value: PostgresValue, _ type: PostgresType) {
    if case .null = value { return append(Int32(-1)) }
    let mark = beginLength()
    value.appendBinary(to: self, type)
    endLength(mark)
  }

  private func describe(_ what: UInt8, _ name: String) throws(MessageTooLong) {
    let mark = begin(UInt8(ascii: "D"))
    append(what)
    appendTerminated(name)
    try end(mark)
  }

  private func empty(_ kind: UInt8) {
    append(kind)
    append(Int32(4))
  }

  private func message(_ kind: UInt8, _ bytes: [UInt8]) throws(MessageTooLong) {
    let mark = begin(kind)
    append(bytes)
    try end(mark)
  }
}
