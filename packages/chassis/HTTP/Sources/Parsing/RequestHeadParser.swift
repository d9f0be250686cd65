/// Reads the head of a request, from its first line to the empty line (RFC 9112, sections 2 to 6), out of bytes that arrive piece
/// by piece. It does no I/O and allocates nothing, beyond what the request it fills in has to grow.
///
/// Strict: what two recipients could read in two ways is refused, so that nothing can be smuggled past one of them.
struct RequestHeadParser {
  /// What the head says about the message and the connection.
  struct Head: Equatable {
    var framing = MessageFraming.none
    /// Whether the sender wants the connection to go on.
    var keepsAlive = true
    /// HTTP/1.0.
    var isOldVersion = false
    var expectsContinue = false
  }

  private let limits: MessageLimits
  private var lines = LineScanner()
  private var fields = FramingFields()
  private var head = Head()
  private var hasStarted = false
  /// Empty lines before the first line that are skipped, at most: what comes of a client that ends its last body with too much.
  private static let skippedLines = 4
  private var emptyLines = 0
  /// Where the fields start.
  private var fieldsStart = 0
  private var fieldCount = 0
  /// Where the authority of an absolute target is.
  private var authority: Range<Int>?

  init(limits: MessageLimits) { self.limits = limits }

  /// Reads on. `input` is all that has come since the end of the last message.
  ///
  /// Returns the head and how many bytes it has, or `nil` while it is incomplete; then more may be given. `request` must be as new,
  /// and has method, target and fields in the end.
  mutating func parse(_ input: UnsafeRawBufferPointer, into request: RequestStorage) throws(Refusal) -> (head: Head, length: Int)? {
    if !hasStarted {
      guard try parseStartLine(input, into: request) else { return nil }
    }
    while let line = try lines.next(input) {
      if lines.lineStart &- fieldsStart &- 2 > limits.fieldBytes { throw .fieldsTooLarge }
      if line.isEmpty {
        try finish(input, request)
        return (head, lines.lineStart)
      }
      fieldCount &+= 1
      if fieldCount > limits.fieldCount { throw .tooManyFields }
      let field = try FieldParser.parse(line)
      try fields.note(field.name, field.value)
      request.headers.appendChecked(name: field.name, value: field.value)
    }
    if input.count &- fieldsStart &- 2 > limits.fieldBytes { throw .fieldsTooLarge }
    return nil
  }

  /// False while the line has not ended. A few empty lines before it are skipped (RFC 9112, section 2.2).
  private mutating func parseStartLine(_ input: UnsafeRawBufferPointer, into request: RequestStorage) throws(Refusal) -> Bool {
    while true {
      // What is another protocol, such as TLS, need not come to the end of a line.
      if lines.lineStart < input.count {
        let first = input[lines.lineStart]
        if !ByteClass.isToken(first), first != 0x0D, first != 0x0A { throw .malformedStartLine }
      }
      guard let line = try lines.next(input) else {
        if input.count &- lines.lineStart &- 1 > limits.startLineBytes { throw .targetTooLong }
        return false
      }
      if line.isEmpty {
        emptyLines += 1
        if emptyLines > Self.skippedLines { throw .malformedStartLine }
        continue
      }
      if line.count > limits.startLineBytes { throw .targetTooLong }
      do throws(Refusal) { try parse(startLine: line, of: input, into: request) } catch { throw error.orLoneReturn(in: line) }
      hasStarted = true
      fieldsStart = lines.lineStart
      return true
    }
  }

  private mutating func parse(
    startLine line: UnsafeRawBufferPointer, of input: UnsafeRawBufferPointer, into request: RequestStorage
  ) throws(Refusal) {
    guard let methodEnd = line.firstIndex(of: 0x20, from: 0), methodEnd > 0 else { throw .malformedStartLine }
    let method = UnsafeRawBufferPointer(rebasing: line[..<methodEnd])
    if !method.allSatisfy(ByteClass.isToken) { throw .invalidMethod }
    if method.count > 32 { throw .methodTooLong }
    // First of all, for even a refusal has no body if it answers HEAD.
    request.method = Method(bytes: method)
    guard let targetEnd = line.firstIndex(of: 0x20, from: methodEnd + 1) else { throw .malformedStartLine }
    try parse(version: UnsafeRawBufferPointer(rebasing: line[(targetEnd + 1)...]))
    if request.method == .connect { throw .connectNotSupported }
    let target = UnsafeRawBufferPointer(rebasing: line[methodEnd + 1..<targetEnd])
    authority = try TargetParser.parse(target, into: request).map { range in
      let start = target.baseAddress! - input.baseAddress!
      return start + range.lowerBound..<start + range.upperBound
    }
  }

  /// `HTTP/1.1` or `HTTP/1.0`; a later 1.x is taken for 1.1 (RFC 9110, section 2.5).
  private mutating func parse(version: UnsafeRawBufferPointer) throws(Refusal) {
    guard version.count == 8, UnsafeRawBufferPointer(rebasing: version[..<5]).isEqual(to: "HTTP/"), version[6] == UInt8(ascii: "."),
      ByteClass.isDigit(version[5]), ByteClass.isDigit(version[7])
    else { throw .malformedStartLine }
    if version[5] != UInt8(ascii: "1") { throw .unsupportedVersion }
    head.isOldVersion = version[7] == UInt8(ascii: "0")
  }

  private mutating func finish(_ input: UnsafeRawBufferPointer, _ request: RequestStorage) throws(Refusal) {
    if !fields.hasHost, !head.isOldVersion { throw .missingHost }
    if let authority { request.headers["host"] = String(decoding: input[authority], as: UTF8.self) }
    head.keepsAlive = head.isOldVersion ? fields.keepsAlive && !fields.closes : !fields.closes
    head.framing = try framing(request.method)
    if !head.isOldVersion {
      if fields.expectsOther { throw .expectationFailed }
      head.expectsContinue = fields.expectsContinue && head.framing != .none
    }
  }

  private func framing(_ method: Method) throws(Refusal) -> MessageFraming {
    if fields.hasTransferEncoding {
      if head.isOldVersion { throw .transferEncodingInOldVersion }
      if fields.contentLength != nil { throw .contentLengthAndTransferEncoding }
      if !fields.isChunked { throw .transferEncodingNotChunked }
      if fields.hasOtherCoding { throw .unknownTransferCoding }
      return .chunked
    }
    guard let length = fields.contentLength else {
      if head.isOldVersion, method == .post || method == .put || method == .patch { throw .lengthRequired }
      return .none
    }
    if length > limits.bodyBytes { throw .bodyTooLarge }
    return length == 0 ? .none : .length(length)
  }
}
