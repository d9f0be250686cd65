import IO

/// A connection of a client that writes requests as bytes and reads the responses' bytes. Confined to the loop it was made on.
final class RawConnection {
  private let transport: any Transport
  /// Read, and not yet part of a response.
  private var buffer: [UInt8] = []
  private let limit: Duration
  private let deadline: Deadline
  private static let largestResponse = 8 * 1024 * 1024

  /// - Parameters:
  ///   - address: `host:port`, the host a numeric address.
  ///   - limit: how long all that happens on the connection may take.
  init(_ address: String, within limit: Duration) async throws(RawError) {
    guard let address = SocketAddress(address) else { throw .other("'\(address)' is no address") }
    self.limit = limit
    deadline = .after(limit)
    do {
      transport = try await Connector.connect(to: address, deadline: deadline)
    } catch {
      throw error.isRefused ? .refused : error == .timedOut ? .timedOut(after: limit) : .other("\(error)")
    }
  }

  deinit { transport.close() }

  func close() { transport.close() }

  /// Sends bytes as they are.
  func send(_ text: String) async throws(RawError) {
    do {
      try await transport.write(Array(text.utf8), deadline: deadline)
    } catch {
      throw error.isDisconnect ? .droppedBeforeResponse : error == .timedOut ? .timedOut(after: limit) : .other("\(error)")
    }
  }

  /// Waits for the whole of a response.
  func receive() async throws(RawError) -> RawResponse {
    while true {
      let end = try await findHead()
      let head = try RawHead(parsing: buffer[..<end])
      buffer.removeFirst(end + 4)
      let body = try await readBody(head.framing)
      // An interim response (RFC 9110, section 15.2) comes before the one that counts.
      if head.status >= 200 { return RawResponse(status: head.status, headers: head.headers, body: body) }
    }
  }

  /// Asks for a path and waits for the response.
  func get(_ path: String, headers: String = "") async throws(RawError) -> RawResponse {
    try await ask(for: path, headers: headers)
    return try await receive()
  }

  /// Asks for a path.
  func ask(for path: String, headers: String) async throws(RawError) {
    try await send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
  }

  /// Waits until the other side has closed the connection; what it still says is passed over.
  func waitForEnd() async throws(RawError) { while try await fill() {} }

  /// Whether bytes came that no response has taken.
  var hasUnreadBytes: Bool { !buffer.isEmpty }

  private func findHead() async throws(RawError) -> Int {
    var searched = 0
    while true {
      for index in searched..<max(searched, buffer.count - 3) where buffer[index] == 0x0D && buffer[index + 1] == 0x0A {
        if buffer[index + 2] == 0x0D && buffer[index + 3] == 0x0A { return index }
      }
      searched = max(0, buffer.count - 3)
      if !(try await fill()) { throw buffer.isEmpty ? .droppedBeforeResponse : .cutOff }
    }
  }

  private func readBody(_ framing: RawHead.Framing) async throws(RawError) -> [UInt8] {
    switch framing {
    case .none: return []
    case .length(let count): return try await take(count)
    case .untilClosed:
      while try await fill() {}
      return try await take(buffer.count)
    case .chunked:
      var body: [UInt8] = []
      while true {
        let line = try await takeLine()
        guard let size = Int(line.prefix { $0 != ";" }, radix: 16), size >= 0 else { throw .malformed("the chunk size '\(line)'") }
        if size == 0 { break }
        body += try await take(size)
        if !(try await takeLine()).isEmpty { throw .malformed("the end of a chunk of \(size) bytes") }
      }
      while !(try await takeLine()).isEmpty {}
      return body
    }
  }

  private func take(_ count: Int) async throws(RawError) -> [UInt8] {
    if count > Self.largestResponse { throw .malformed("a body of \(count) bytes") }
    while buffer.count < count {
      if !(try await fill()) { throw .cutOff }
    }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  private func takeLine() async throws(RawError) -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        guard end > 0, buffer[end - 1] == 0x0D else { throw .malformed("a line that ends without CR") }
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<(end - 1)], as: UTF8.self)
      }
      if !(try await fill()) { throw .cutOff }
    }
  }

  /// Reads more; false at the end of the stream.
  private func fill() async throws(RawError) -> Bool {
    if buffer.count > Self.largestResponse { throw .malformed("a response of more than \(Self.largestResponse) bytes") }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1024, alignment: 1)
    defer { memory.deallocate() }
    do {
      let count = try await transport.read(into: memory, deadline: deadline)
      buffer += UnsafeRawBufferPointer(rebasing: memory[..<count])
      return count > 0
    } catch {
      if error == .timedOut { throw .timedOut(after: limit) }
      if error.isDisconnect { throw buffer.isEmpty ? .droppedBeforeResponse : .cutOff }
      throw .other("\(error)")
    }
  }
}

extension RawConnection {
  /// One request on a connection of its own.
  static func get(_ path: String, at address: String, within limit: Duration = .seconds(5)) async throws(RawError) -> RawResponse {
    let connection = try await RawConnection(address, within: limit)
    return try await connection.get(path, headers: "Connection: close\r\n")
  }
}
