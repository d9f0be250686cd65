import IO

/// A transport that speaks TLS 1.2 or 1.3 over another one (RFC 8446, RFC 5246).
///
/// ```swift
/// let socket = try await Connector.connect(to: address, deadline: deadline)
/// let transport = try await TLSTransport.connect(over: socket, to: "db.example", context, deadline: deadline)
/// ```
///
/// It keeps what `Transport` promises, and holds no bytes of its own but those of the record that is on its way. The end of the stream is the
/// peer's close_notify alone: a stream that ends without one may have been cut short by anybody, and is an error.
/// `finishWriting` sends ours; `close` does not, so that what was broken off does not look complete.
public final class TLSTransport: Transport, @unchecked Sendable {
  private let openSSL = OpenSSL.loaded
  private let base: any Transport
  private let loop: EventLoop
  /// The context, which the connection's callbacks need.
  private let context: any TLSContext
  /// Whom the connection leads to, as sentences name it.
  private let peerName: String

  // The loop's thread alone touches what follows, one access at a time: also from within OpenSSL's calls.
  @exclusivity(unchecked) private var connection: OpenSSL.Connection?
  @exclusivity(unchecked) private var stream: OpaquePointer?
  /// The base's error, which ended OpenSSL's last call.
  @exclusivity(unchecked) private var baseError: IOError?
  /// Whether the base's stream has ended.
  @exclusivity(unchecked) private(set) var hasBaseEnded = false
  /// The reason why the peer's certificate is not accepted.
  @exclusivity(unchecked) private var refusal: String?
  /// The error after which nothing can be read or written.
  @exclusivity(unchecked) private var broken: IOError?
  /// Whether all that has come has been read, so that more can come from the base alone.
  @exclusivity(unchecked) private var isDrained = false
  /// Whether the peer has said that it writes nothing more.
  @exclusivity(unchecked) private var hasEnded = false
  @exclusivity(unchecked) private var hasFinished = false
  /// Bytes of the record that the base has taken a part of; the caller has still to come back with them.
  @exclusivity(unchecked) private var heldCount = 0
  /// Bytes that have gone out with a record and that the caller, who came back with fewer, has still to write.
  @exclusivity(unchecked) private var aheadCount = 0
  /// The certificate that the peer has shown, and that was verified; `nil` where nothing was.
  @exclusivity(unchecked) public private(set) var peerCertificate: PeerCertificate?

  /// Bytes of the largest record (RFC 8446, section 5.1).
  private static let recordBytes = 16_384
  /// Time for the base to take a close_notify that it had no room for.
  private static let finishTime = Duration.seconds(5)

  private init(_ base: any Transport, _ context: any TLSContext, peerName: String) throws(IOError) {
    guard let loop = EventLoop.current else { throw .noLoop }
    self.base = base
    self.loop = loop
    self.context = context
    self.peerName = peerName
    guard let connection = openSSL.new(context.handle) else { throw .insecure("no memory for TLS with \(peerName)") }
    self.connection = connection
    guard let stream = openSSL.streamNew(openSSL.transportMethod) else { throw .insecure("no memory for TLS with \(peerName)") }
    self.stream = stream
    let this = Unmanaged.passUnretained(self).toOpaque()
    openSSL.streamSetData(stream, this)
    openSSL.setStream(connection, stream, stream)
    _ = openSSL.setData(connection, 0, this)
  }

  deinit { openSSL.free(connection) }

  // MARK: handshakes

  /// Makes a connection secure as its client: the server's certificate must lead to an authority that the context trusts, and be for `host`,
  /// a name or an IP address, unless the context verifies less. Throws `IOError.insecure`, which says why not, and what the base throws; the
  /// base is closed then.
  public static func connect(
    over base: any Transport, to host: String, _ context: TLSClientContext, deadline: Deadline
  ) async throws(IOError) -> TLSTransport {
    do throws(IOError) {
      let transport = try TLSTransport(base, context, peerName: host)
      try transport.beginAsClient(host, context)
      try await transport.shakeHands(deadline: deadline)
      if context.verification != .nothing { transport.peerCertificate = transport.readPeerCertificate() }
      return transport
    } catch {
      base.close()
      throw error
    }
  }

  /// Makes a connection secure as its server. Throws `IOError.insecure`, which says why not, and what the base throws; the base is closed then.
  public static func accept(
    over base: any Transport, _ context: TLSServerContext, deadline: Deadline
  ) async throws(IOError) -> TLSTransport {
    do throws(IOError) {
      let transport = try TLSTransport(base, context, peerName: base.peer?.description ?? "the client")
      transport.openSSL.setAcceptState(transport.connection)
      try await transport.shakeHands(deadline: deadline)
      if context.asksForCertificates { transport.peerCertificate = transport.readPeerCertificate() }
      return transport
    } catch {
      base.close()
      throw error
    }
  }

  private func beginAsClient(_ host: String, _ context: TLSClientContext) throws(IOError) {
    openSSL.setConnectState(connection)
    let name = ServerName(host)
    if context.verification == .complete {
      guard let name else { throw .insecure("\"\(host)\" is no host name or IP address that a certificate could be for") }
      if !name.demand(of: connection!, openSSL) { throw .insecure("a certificate for \"\(host)\" cannot be verified") }
    }
    if let name, !name.tell(connection!, openSSL) { throw .insecure("the name \"\(host)\" cannot be told to the server") }
    if let session = context.sessions.take(for: host) {
      _ = openSSL.setSession(connection, session)
      openSSL.sessionFree(session)
    }
  }

  private func shakeHands(deadline: Deadline) async throws(IOError) {
    while true {
      guard let connection else { throw .closed }
      openSSL.clearErrors()
      let result = openSSL.handshake(connection)
      if result == 1 { return }
      switch openSSL.outcome(connection, result) {
      case .wantsRead: try await base.waitUntilReadable(deadline: deadline)
      case .wantsWrite: try await base.waitUntilWritable(deadline: deadline)
      case .failed, .streamFailed, .ended: throw fail(.handshake)
      }
    }
  }

  private func readPeerCertificate() -> PeerCertificate? {
    guard let certificate = openSSL.peerCertificate(connection) else { return nil }
    defer { openSSL.certificateFree(certificate) }
    return PeerCertificate(certificate, openSSL)
  }

  // MARK: what was agreed on

  /// The protocol's version: "TLSv1.3".
  public var version: String { openSSL.version(connection).map { String(cString: $0) } ?? "" }

  /// The application's protocol that both sides agreed on (ALPN, RFC 7301); `nil` for none.
  public var applicationProtocol: String? {
    var bytes: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    if let connection { openSSL.selectedProtocol(connection, &bytes, &count) }
    return bytes.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
  }

  /// Whether the handshake continued an earlier session, so that no certificate was sent.
  public var isResumed: Bool { connection != nil && openSSL.sessionReused(connection) == 1 }

  /// The data that binds what is above to this connection's server certificate (tls-server-end-point, RFC 5929, section 4.1); both sides
  /// have the same. `nil` where the certificate's signature has no hash of its own (Ed25519), for which nothing is defined.
  public var serverEndPoint: [UInt8]? {
    guard let connection else { return nil }
    if context is TLSServerContext { return openSSL.ownCertificate(connection).flatMap { openSSL.endPoint(of: $0) } }
    guard let certificate = openSSL.peerCertificate(connection) else { return nil }
    defer { openSSL.certificateFree(certificate) }
    return openSSL.endPoint(of: certificate)
  }

  // MARK: Transport

  public var peer: SocketAddress? { base.peer }

  public func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int? {
    loop.assertCurrent()
    precondition(!buffer.isEmpty, "a read needs room for a byte at least; 0 means the end of the stream")
    guard let connection else { throw .closed }
    if let broken { throw broken }
    if hasEnded { return 0 }
    var total = 0
    repeat {
      var count = 0
      openSSL.clearErrors()
      if openSSL.read(connection, buffer.baseAddress! + total, buffer.count - total, &count) == 1 {
        total += count
        continue
      }
      switch openSSL.outcome(connection, 0) {
      case .wantsRead, .wantsWrite:
        isDrained = true
        return total > 0 ? total : nil
      case .ended:
        hasEnded = true
        return total
      case .failed, .streamFailed:
        let error = fail(.reading)
        if total > 0 { return total }
        throw error
      }
    } while total < buffer.count && openSSL.hasPending(connection) == 1
    isDrained = false
    return total
  }

  public func tryWrite(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int {
    loop.assertCurrent()
    if connection == nil { throw .closed }
    if let broken { throw broken }
    let total = first.count + second.count
    var written = min(total, aheadCount)
    aheadCount -= written
    while written < total {
      let count: Int
      if heldCount > 0 {
        // Its bytes are encrypted already, and are not looked at again.
        count = try writeRecord((first.baseAddress ?? second.baseAddress)!, heldCount)
      } else if written >= first.count {
        let rest = UnsafeRawBufferPointer(rebasing: second[(written - first.count)...])
        count = try writeRecord(rest.baseAddress!, min(rest.count, Self.recordBytes))
      } else if second.isEmpty || first.count - written >= Self.recordBytes {
        count = try writeRecord(first.baseAddress! + written, min(first.count - written, Self.recordBytes))
      } else {
        count = try writeJoined(UnsafeRawBufferPointer(rebasing: first[written...]), second)
      }
      if count == 0 { break }
      let ofCaller = min(count, total - written)
      written += ofCaller
      aheadCount = count - ofCaller
    }
    return written
  }

  /// Writes the end of one part and the beginning of another as one record: two would be two packets.
  private func writeJoined(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int {
    let count = min(first.count + second.count, Self.recordBytes)
    let joined = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { joined.deallocate() }
    joined.copyMemory(from: first)
    UnsafeMutableRawBufferPointer(rebasing: joined[first.count...]).copyMemory(
      from: UnsafeRawBufferPointer(rebasing: second.prefix(count - first.count)))
    return try writeRecord(joined.baseAddress!, count)
  }

  /// Writes so many bytes as a record, and returns how many that were; 0 where the base has not taken all of the record, and it is to be
  /// written again.
  private func writeRecord(_ bytes: UnsafeRawPointer, _ count: Int) throws(IOError) -> Int {
    var written = 0
    openSSL.clearErrors()
    if openSSL.write(connection, bytes, count, &written) == 1 {
      heldCount = 0
      return written
    }
    heldCount = count
    if openSSL.outcome(connection!, 0) == .wantsWrite { return 0 }
    // What the peer has sent before it went away can still be read: it may say why.
    if let error = baseError {
      baseError = nil
      throw error
    }
    throw fail(.writing)
  }

  public var unconfirmedBytes: Int { base.unconfirmedBytes }

  public func waitUntilReadable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if connection == nil { throw .closed }
    if hasEnded || broken != nil || !isDrained { return await loop.yield() }
    // What comes is looked at anew, by whoever reads it.
    try await base.waitUntilReadable(deadline: deadline)
  }

  public func waitUntilWritable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if connection == nil { throw .closed }
    if broken != nil { return await loop.yield() }
    try await base.waitUntilWritable(deadline: deadline)
  }

  public func wakeReader() { base.wakeReader() }

  public func finishWriting() {
    loop.assertCurrent()
    if connection == nil || hasFinished { return }
    hasFinished = true
    // Of a record that was broken off, the peer must not see an end.
    if broken != nil || heldCount > 0 || sendEnd() { return }
    Task(executorPreference: loop) {
      let deadline = Deadline.after(Self.finishTime)
      while (try? await self.base.waitUntilWritable(deadline: deadline)) != nil, !self.sendEnd() {}
    }
  }

  /// Sends close_notify and ends the base's output; `false` where there is no room for it yet.
  private func sendEnd() -> Bool {
    guard let connection else { return true }
    openSSL.clearErrors()
    let result = openSSL.shutdown(connection)
    if result < 0, openSSL.outcome(connection, result) == .wantsWrite { return false }
    base.finishWriting()
    return true
  }

  public func close() {
    if !loop.isCurrent, !loop.hasEnded { return loop.execute { self.close() } }
    guard let connection else { return }
    self.connection = nil
    // A session whose connection broke is not resumed.
    if broken == nil { openSSL.setShutdown(connection, OpenSSL.closedBothWays) }
    openSSL.free(connection)
    base.close()
  }

  // MARK: errors

  private enum Activity { case handshake, reading, writing }

  /// The error of OpenSSL's last call, after which the connection is of no use.
  private func fail(_ activity: Activity) -> IOError {
    let failure = openSSL.takeFailure()
    let error: IOError
    if let baseError {
      error = baseError
    } else if let refusal {
      error = .insecure("TLS with \(peerName): \(refusal)")
    } else if failure.isTruncation {
      error = .insecure(
        activity == .handshake
          ? "TLS with \(peerName): the peer closed the connection in the handshake"
          : "TLS with \(peerName): the connection ended without the peer's word that this is all (close_notify); it may have been cut short")
    } else {
      error = .insecure("TLS with \(peerName): \(failure.sentence)")
    }
    broken = error
    return error
  }

  /// Notes why the peer's certificate is not accepted. Called by OpenSSL in the handshake.
  func refuse(_ reason: String) { if refusal == nil { refusal = reason } }

  /// Takes a session of the server's, to be resumed by a later connection. Called by OpenSSL.
  func keep(_ session: OpenSSL.Session) -> Bool {
    guard let context = context as? TLSClientContext else { return false }
    return context.sessions.add(session, for: peerName)
  }

  // MARK: the stream beneath, called by OpenSSL

  /// Returns 1 where there were bytes, 0 at the end, and -1 for an error or where there were none, which the stream's flags tell.
  func receive(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) -> Int32 {
    openSSL.streamClearFlags(stream, OpenSSL.retryFlags)
    do throws(IOError) {
      guard let got = try base.tryRead(into: buffer) else {
        openSSL.streamSetFlags(stream, OpenSSL.retryRead)
        return -1
      }
      hasBaseEnded = got == 0
      count = got
      return got > 0 ? 1 : 0
    } catch {
      baseError = error
      return -1
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer, _ count: inout Int) -> Int32 {
    openSSL.streamClearFlags(stream, OpenSSL.retryFlags)
    do throws(IOError) {
      let taken = try base.tryWrite(bytes, UnsafeRawBufferPointer(start: nil, count: 0))
      if taken == 0 {
        openSSL.streamSetFlags(stream, OpenSSL.retryWrite)
        return -1
      }
      count = taken
      return 1
    } catch {
      baseError = error
      return -1
    }
  }
}
