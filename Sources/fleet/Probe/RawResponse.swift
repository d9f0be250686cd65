/// An HTTP/1 response as its bytes said it, read by a parser that shares nothing with the server's.
struct RawResponse: Sendable, Equatable {
  let status: Int
  /// Names in lower case, in the order sent.
  let headers: [Header]
  let body: [UInt8]

  struct Header: Sendable, Equatable {
    let name: String
    let value: String
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Whether the server says that nothing follows on the connection.
  var closes: Bool { (self["connection"] ?? "").lowercased() == "close" }
}

/// The head of a response: RFC 9112, sections 2 to 5, as strictly as a careful client reads it.
struct RawHead: Sendable {
  let status: Int
  let headers: [RawResponse.Header]

  /// How the body's end is found: RFC 9112, section 6.3.
  enum Framing: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
    case untilClosed
  }

  /// - Parameter bytes: up to and without the empty line.
  init(parsing bytes: ArraySlice<UInt8>) throws(RawError) {
    let lines = Self.lines(bytes)
    let status = (lines.first ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard status.count == 3, status[0] == "HTTP/1.1", status[1].count == 3, let code = Int(status[1]) else {
      throw .malformed("the status line '\(lines.first ?? "")'")
    }
    self.status = code
    var headers: [RawResponse.Header] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex, !line.hasPrefix(" ") else {
        throw .malformed("the header line '\(line)'")
      }
      let value = line[line.index(after: colon)...]
      headers.append(.init(name: line[..<colon].lowercased(), value: String(Self.trimmed(value))))
    }
    self.headers = headers
  }

  var framing: Framing {
    get throws(RawError) {
      if status < 200 || status == 204 || status == 304 { return .none }
      let lengths = headers.filter { $0.name == "content-length" }
      let codings = headers.filter { $0.name == "transfer-encoding" }
      if let coding = codings.first {
        guard codings.count == 1, coding.value.lowercased() == "chunked", lengths.isEmpty else {
          throw .malformed("the framing \(codings + lengths)")
        }
        return .chunked
      }
      guard let length = lengths.first else { return .untilClosed }
      guard lengths.count == 1, let count = Int(length.value), count >= 0 else { throw .malformed("the length '\(length.value)'") }
      return .length(count)
    }
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\r\n" as Character, omittingEmptySubsequences: false).map(String.init)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// Why a request has no response.
enum RawError: Error, Equatable, CustomStringConvertible {
  /// Nobody listens.
  case refused
  /// The connection ended before a byte of the response.
  case droppedBeforeResponse
  /// The connection ended within the response.
  case cutOff
  case timedOut(after: Duration)
  case malformed(String)
  case other(String)

  var description: String {
    switch self {
    case .refused: "the connection was refused"
    case .droppedBeforeResponse: "the connection ended without a response"
    case .cutOff: "the connection ended within the response"
    case .timedOut(let time): "no response within \(time.inWords)"
    case .malformed(let what): "the response is malformed: \(what)"
    case .other(let reason): reason
    }
  }
}

extension Duration {
  /// `1.2 s`, `35 ms`.
  var inWords: String {
    let milliseconds = Int(self / .milliseconds(1))
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds % 1000 == 0 || milliseconds >= 60_000 { return "\(milliseconds / 1000) s" }
    return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }
}
