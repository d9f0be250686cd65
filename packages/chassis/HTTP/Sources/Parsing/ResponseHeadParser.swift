/// Parser of the head of a response (RFC 9112, sections 4 to 6), out of bytes that arrive piece by piece: the client's side of
/// `RequestHeadParser`, as strict.
package struct ResponseHeadParser {
  /// What the head says.
  package struct Head: Sendable {
    /// Status code.
    package var status = Status.ok
    /// Fields of the header.
    package var headers = Headers()
    /// Way in which the body is sent.
    package var framing = MessageFraming.none
    /// Whether the connection can be used again after the body.
    package var keepsAlive = true
    /// Whether it is HTTP/1.0.
    package var isOldVersion = false
  }

  private let method: Method
  private let limits: MessageLimits
  private var lines = LineScanner()
  private var fields = FramingFields()
  private var head = Head()
  private var hasStarted = false
  private var fieldsStart = 0

  /// Makes a parser for one head.
  /// - Parameter method: of the request that it answers, on which depends whether there is a body.
  package init(answering method: Method, limits: MessageLimits) {
    self.method = method
    self.limits = limits
  }

  /// Reads on. `input` is all that has come since the end of the last message. Returns the head and how many bytes it has, or `nil`
  /// while it is incomplete. After an informational response (1xx) another one follows, to be read by a new parser.
  package mutating func parse(_ input: UnsafeRawBufferPointer) throws(Refusal) -> (head: Head, length: Int)? {
    if !hasStarted {
      guard let line = try lines.next(input) else {
        if input.count - 1 > limits.startLineBytes { throw .targetTooLong }
        return nil
      }
      try parse(statusLine: line)
      hasStarted = true
      fieldsStart = lines.lineStart
    }
    while let line = try lines.next(input) {
      if lines.lineStart - fieldsStart - 2 > limits.fieldBytes { throw .fieldsTooLarge }
      if line.isEmpty {
        try finish()
        return (head, lines.lineStart)
      }
      if head.headers.count == limits.fieldCount { throw .tooManyFields }
      let field = try FieldParser.parse(line)
      try fields.note(field.name, field.value)
      head.headers.appendChecked(name: field.name, value: field.value)
    }
    if input.count - fieldsStart - 2 > limits.fieldBytes { throw .fieldsTooLarge }
    return nil
  }

  /// `HTTP/1.1 200 OK`; the phrase may be empty, and the space before it missing.
  private mutating func parse(statusLine line: UnsafeRawBufferPointer) throws(Refusal) {
    if line.count > limits.startLineBytes { throw .targetTooLong }
    guard line.count >= 12, UnsafeRawBufferPointer(rebasing: line[..<5]).isEqual(to: "HTTP/"), line[6] == UInt8(ascii: "."),
      ByteClass.isDigit(line[5]), ByteClass.isDigit(line[7]), line[8] == 0x20, line[9..<12].allSatisfy(ByteClass.isDigit),
      line.count == 12 || line[12] == 0x20, line[12...].allSatisfy(ByteClass.isFieldValue)
    else { throw .malformedStartLine }
    if line[5] != UInt8(ascii: "1") { throw .unsupportedVersion }
    head.isOldVersion = line[7] == UInt8(ascii: "0")
    let code = line[9..<12].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard (100...599).contains(code) else { throw .malformedStartLine }
    head.status = Status(code)
  }

  private mutating func finish() throws(Refusal) {
    head.keepsAlive = head.isOldVersion ? fields.keepsAlive && !fields.closes : !fields.closes
    head.framing = try framing()
    if head.framing == .untilClose { head.keepsAlive = false }
  }

  /// RFC 9112, section 6.3.
  private func framing() throws(Refusal) -> MessageFraming {
    if method == .head || head.status.forbidsBody { return .none }
    if fields.hasTransferEncoding {
      if head.isOldVersion { throw .transferEncodingInOldVersion }
      if fields.contentLength != nil { throw .contentLengthAndTransferEncoding }
      if fields.hasOtherCoding { throw .unknownTransferCoding }
      return .chunked
    }
    guard let length = fields.contentLength else { return .untilClose }
    if length > limits.bodyBytes { throw .bodyTooLarge }
    return length == 0 ? .none : .length(length)
  }
}
