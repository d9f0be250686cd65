/// How a response's body goes over the wire, and what its head says of it.
struct ResponseFraming {
  enum Length {
    /// So many bytes.
    case known(Int)
    case chunked
    /// Up to the end of the connection.
    case untilClose
    /// Nothing is said: the status forbids a body, or it is not known how long the one to GET would be.
    case unsaid
  }

  var length: Length
  /// False for HEAD and for statuses without a body.
  var hasBody: Bool
  /// Whether the handler's own Content-Length stands: of the body that would be there but for HEAD or 304.
  var keepsContentLength = false

  /// RFC 9112, section 6.3, from the sender's side.
  init(_ response: Response, to method: Method, isOldVersion: Bool) {
    let bodyLength = response.body.length
    hasBody = method != .head && !response.status.forbidsBody
    if response.status.forbidsBody {
      length = .unsaid
      keepsContentLength = response.status == .notModified
    } else if method == .head, case .empty = response.body, response.headers.contains("content-length") {
      length = .unsaid
      keepsContentLength = true
    } else if let bodyLength {
      length = .known(bodyLength)
    } else {
      length = method == .head ? .unsaid : isOldVersion ? .untilClose : .chunked
    }
  }
}

/// Writes the head of a response (RFC 9112, section 4) straight into the bytes to be sent.
enum ResponseHead {
  /// Returns whether the connection goes on, which it does not where the response itself says so.
  static func write(
    _ response: Response, _ framing: ResponseFraming, keepsAlive: Bool, isOldVersion: Bool, date: [UInt8], to output: inout ByteQueue,
    _ pool: inout BufferPool
  ) -> Bool {
    writeStatus(response.status, to: &output, &pool)
    let (hasDate, closes) = writeFields(response.headers, keepsContentLength: framing.keepsContentLength, to: &output, &pool)
    var goesOn = keepsAlive && !closes
    if !hasDate { date.withUnsafeBytes { output.append($0, &pool) } }
    switch framing.length {
    case .known(let count):
      output.append("content-length: ", &pool)
      output.append(number: count, radix: 10, &pool)
      output.append("\r\n", &pool)
    case .chunked: output.append("transfer-encoding: chunked\r\n", &pool)
    case .untilClose: goesOn = false
    case .unsaid: break
    }
    if !goesOn {
      output.append("connection: close\r\n\r\n", &pool)
    } else if isOldVersion {
      output.append("connection: keep-alive\r\n\r\n", &pool)
    } else {
      output.append("\r\n", &pool)
    }
    return goesOn
  }

  private static func writeStatus(_ status: Status, to output: inout ByteQueue, _ pool: inout BufferPool) {
    if status == .ok { return output.append("HTTP/1.1 200 OK\r\n", &pool) }
    output.append("HTTP/1.1 ", &pool)
    output.append(number: status.code, radix: 10, &pool)
    output.append(" ", &pool)
    output.append(status.reason, &pool)
    output.append("\r\n", &pool)
  }

  /// The fields but those that the server writes.
  private static func writeFields(
    _ headers: Headers, keepsContentLength: Bool, to output: inout ByteQueue, _ pool: inout BufferPool
  ) -> (hasDate: Bool, closes: Bool) {
    var (hasDate, closes) = (false, false)
    headers.block.withUnsafeBytes { block in
      var place = 0
      while place < block.count {
        let field = FieldView(block, at: place)
        place = field.end
        switch field.name.count {
        case 4: if field.name.isEqualIgnoringCase(to: "date") { hasDate = true }
        case 10:
          if field.name.isEqualIgnoringCase(to: "connection") {
            closes = closes || headers.lists("close", in: "connection")
            continue
          }
        case 14: if field.name.isEqualIgnoringCase(to: "content-length"), !keepsContentLength { continue }
        case 17: if field.name.isEqualIgnoringCase(to: "transfer-encoding") { continue }
        default: break
        }
        output.append(field.line, &pool)
      }
    }
    return (hasDate, closes)
  }
}

extension ByteQueue {
  /// Adds a number, not negative, in small digits.
  mutating func append(number: Int, radix: Int, _ pool: inout BufferPool) {
    let digits: StaticString = "0123456789abcdef"
    let room = reserve(20, &pool)
    var place = 20
    var remaining = number
    repeat {
      place &-= 1
      room[place] = digits.utf8Start[remaining % radix]
      remaining /= radix
    } while remaining > 0
    let count = 20 &- place
    for index in 0..<count { room[index] = room[place &+ index] }
    commit(count)
  }
}
