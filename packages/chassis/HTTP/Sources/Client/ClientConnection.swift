import IO

/// A connection of a client, for one request after the other. It belongs to its loop.
final class ClientConnection: @unchecked Sendable {
  let origin: Origin
  let loop: EventLoop
  let transport: any Transport
  let reader: BufferedReader
  /// It has answered before, so that the other side may have closed it in the meantime.
  private(set) var isUsed = false
  /// When it was put aside.
  private(set) var idleSince = Deadline.never

  init(_ transport: any Transport, to origin: Origin, on loop: EventLoop, limits: MessageLimits) {
    self.transport = transport
    self.origin = origin
    self.loop = loop
    reader = BufferedReader(transport, capacity: limits.startLineBytes + limits.fieldBytes + 1024)
  }

  func putAside() {
    isUsed = true
    idleSince = loop.now
  }

  /// Ends the connection in good order: over TLS the other side is told. Any thread may call it.
  func end() {
    if !loop.isCurrent, !loop.hasEnded { return loop.execute { self.end() } }
    transport.finishWriting()
    transport.close()
  }

  /// Whether nothing has come since it was put aside. An end, or bytes that nobody asked for, make it useless.
  var isQuiet: Bool {
    withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { buffer in
      do { return try transport.tryRead(into: buffer) == nil } catch { return false }
    }
  }
}

/// Whom a connection leads to.
struct Origin: Hashable, Sendable {
  let isSecure: Bool
  let host: String
  let port: UInt16

  init(_ url: HTTPURL) {
    isSecure = url.isSecure
    host = url.host.lowercased()
    port = url.port
  }
}
