/// An event of a stream of events (WHATWG HTML, section 9.2).
///
/// ```swift
/// try await events.send(ServerEvent("{\"ready\":true}", kind: "fleet", id: "17"))
/// ```
public struct ServerEvent: Sendable, Equatable {
  /// Text for the listeners, of one line or several.
  public var data: String
  /// Name that listeners are called by; `message` where it is `nil`.
  public var kind: String?
  /// Text that a client that lost its connection sends as `Last-Event-ID` when it is back.
  public var id: String?
  /// Time for which a client that lost its connection waits before it comes back, from now on; sent in milliseconds.
  public var retry: Duration?

  /// Makes an event.
  public init(_ data: String, kind: String? = nil, id: String? = nil, retry: Duration? = nil) {
    self.data = data
    self.kind = kind
    self.id = id
    self.retry = retry
  }

  /// The event as it is sent. A line break in the kind or the id, where it would begin a field of its own, becomes a space.
  var bytes: [UInt8] {
    var text: [UInt8] = []
    if let retry { text += "retry: \(max(0, Int(retry / .milliseconds(1))))\n".utf8 }
    if let kind { Self.append("event", Self.oneLine(kind), to: &text) }
    if let id { Self.append("id", Self.oneLine(id), to: &text) }
    for line in Self.lines(of: data) { Self.append("data", line, to: &text) }
    text.append(0x0A)
    return text
  }

  static func comment(_ comment: String) -> [UInt8] {
    var text: [UInt8] = []
    for line in lines(of: comment) { append("", line, to: &text) }
    text.append(0x0A)
    return text
  }

  private static func append(_ name: String, _ value: some Sequence<UInt8>, to text: inout [UInt8]) {
    text += name.utf8
    text += ": ".utf8
    text += value
    text.append(0x0A)
  }

  /// A line ends with CR LF, CR, or LF.
  private static func lines(of text: String) -> [ArraySlice<UInt8>] {
    let bytes = Array(text.utf8)
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
      if byte == 0x0A, place > 0, bytes[place - 1] == 0x0D {
        start = place + 1
        continue
      }
      lines.append(bytes[start..<place])
      start = place + 1
    }
    lines.append(bytes[start...])
    return lines
  }

  private static func oneLine(_ text: String) -> [UInt8] { text.utf8.map { ByteClass.endsLine($0) ? 0x20 : $0 } }
}
