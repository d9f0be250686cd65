import IO

/// The way of a request to the other side. What the socket does not take at once, a task of its own sends, while the answer is read:
/// it may come before all is sent.
final class RequestSending: @unchecked Sendable {
  private let request: ClientRequest
  private let transport: any Transport
  private let loop: EventLoop
  private let deadline: Deadline
  private var task: Task<Void, Never>?
  private(set) var isComplete = false
  /// How many bytes the socket has taken.
  private(set) var count = 0
  /// Called when the body itself fails; that the other side takes no more is for the answer to explain.
  var failed: ((any Error) -> Void)?

  init(_ request: ClientRequest, _ transport: any Transport, on loop: EventLoop, deadline: Deadline) {
    self.request = request
    self.transport = transport
    self.loop = loop
    self.deadline = deadline
  }

  func start(_ head: [UInt8]) throws(IOError) {
    let body: [UInt8] = if case .bytes(let source) = request.body.kind { source.take() ?? [] } else { [] }
    let total = head.count + body.count
    do throws(IOError) {
      count = try head.withBytes { head throws(IOError) in try body.withBytes { body throws(IOError) in try transport.tryWrite(head, body) } }
    } catch {
      // The other side has closed, perhaps after it had said why.
      if error.isDisconnect { return }
      throw error
    }
    let isInMemory = request.body.isInMemory
    if isInMemory, count == total {
      isComplete = true
      return
    }
    let unsent = count == total ? [] : Array((head + body)[count...])
    task = Task(executorPreference: loop) { await self.send(unsent, isInMemory) }
  }

  func cancel() { task?.cancel() }

  private func send(_ unsent: [UInt8], _ isInMemory: Bool) async {
    do throws(IOError) {
      try await write(unsent)
    } catch {
      return
    }
    if !isInMemory {
      do { try await sendBody() } catch is WriteFailure { return } catch {
        failed?(error)
        return
      }
    }
    isComplete = true
  }

  private func sendBody() async throws {
    let length = request.body.length
    var sent = 0
    while let part = try await request.body.read() {
      if part.isEmpty { continue }
      sent += part.count
      if let length, sent > length { throw request.error(.invalidRequest, "the body has more than the \(length) bytes announced") }
      if length != nil {
        try await writePart(part)
      } else {
        try await writePart(Array("\(String(part.count, radix: 16))\r\n".utf8) + part + [0x0D, 0x0A])
      }
    }
    if let length, sent < length { throw request.error(.invalidRequest, "the body has \(sent) bytes of the \(length) announced") }
    if length == nil { try await writePart(Array("0\r\n\r\n".utf8)) }
  }

  /// The other side takes no more: told from what the body itself throws, which may be an `IOError` too.
  private struct WriteFailure: Error {}

  private func writePart(_ bytes: [UInt8]) async throws {
    do throws(IOError) { try await write(bytes) } catch { throw WriteFailure() }
  }

  private func write(_ bytes: [UInt8]) async throws(IOError) {
    if bytes.isEmpty { return }
    try await transport.write(bytes, deadline: deadline)
    count += bytes.count
  }
}

extension [UInt8] {
  /// The bytes, with errors of a known type.
  fileprivate func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try span.bytes.withUnsafeBytes { bytes throws(Failure) in try body(bytes) }
  }
}
