import CLinux
import Glibc

/// A connected stream socket, TCP or Unix.
///
/// It is told to the poller once, when a task waits for it first, and for edges only: the poller says when it became readable or
/// writable, and the socket remembers. A read that came back with less than it asked for has taken everything, so that
/// the next one waits without asking the system.
public final class Socket: LoopMember, Transport, @unchecked Sendable {
  private let descriptor: Int32
  let peerAddress: RawAddress
  @exclusivity(unchecked) private var isRegistered = false
  @exclusivity(unchecked) private var isClosed = false
  @exclusivity(unchecked) private var isReadable = true
  @exclusivity(unchecked) private var isWritable: Bool
  /// The peer closed its side, or the connection broke: there is an end or an error to be read.
  @exclusivity(unchecked) private var hasHangup = false

  /// Takes the descriptor over.
  init(_ descriptor: Int32, peer: RawAddress, on loop: EventLoop, isConnected: Bool = true) {
    self.descriptor = descriptor
    peerAddress = peer
    isWritable = isConnected
    super.init(loop)
    loop.figures.connectionOpened()
    if peer.family != .unix, peer.family != .none {
      // Fails only where the connection is already broken, which reading will tell.
      _ = System.setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    }
  }

  public var peer: SocketAddress? { peerAddress.address }

  public func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int? {
    loop.assertCurrent()
    precondition(!buffer.isEmpty, "a read needs room for a byte at least; 0 means the end of the stream")
    if isClosed { throw .closed }
    if !isReadable || !loop.takeOperation() { return nil }
    let count = System.receive(descriptor, buffer)
    if count > 0 {
      if count < buffer.count, !hasHangup { isReadable = false }
      return count
    }
    if count == 0 { return 0 }
    if count == -Int(EAGAIN) {
      isReadable = false
      return nil
    }
    throw failure("read from", count)
  }

  public func tryWrite(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int {
    loop.assertCurrent()
    if isClosed { throw .closed }
    let total = first.count + second.count
    if total == 0 || !isWritable || !loop.takeOperation() { return 0 }
    let count = System.send(descriptor, first, second)
    if count >= 0 {
      if count < total { isWritable = false }
      return count
    }
    if count == -Int(EAGAIN) {
      isWritable = false
      return 0
    }
    throw failure("write to", count)
  }

  /// Has the system end the connection, with an error, when its peer is gone without a word for so long: what was sent is not confirmed
  /// (`TCP_USER_TIMEOUT`, tcp(7)), or nothing was sent and the peer does not answer when it is asked (keepalive). A second at least; a Unix
  /// socket's peer cannot go without a word.
  public func expectPeer(within timeout: Duration) {
    loop.assertCurrent()
    if isClosed || peerAddress.family == .unix || peerAddress.family == .none { return }
    let seconds = Int32(clamping: max(1, timeout.components.seconds))
    // Asks from the middle of that time on, three times.
    let options = [
      (TCP_KEEPIDLE, max(1, seconds / 2)), (TCP_KEEPINTVL, max(1, seconds / 6)), (TCP_KEEPCNT, 3),
      (TCP_USER_TIMEOUT, Int32(clamping: Int64(seconds) * 1000)),
    ]
    // Each fails only where the connection is already broken, which reading will tell.
    _ = System.setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
    for (name, value) in options { _ = System.setOption(descriptor, Int32(IPPROTO_TCP), name, value) }
  }

  public var unconfirmedBytes: Int { isClosed ? 0 : System.unconfirmedBytes(descriptor) }

  public func waitUntilReadable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if isClosed { throw .closed }
    if isReadable { return try await takeTurn(deadline) }
    try await wait(.read, deadline)
  }

  public func waitUntilWritable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if isClosed { throw .closed }
    if isWritable { return try await takeTurn(deadline) }
    try await wait(.write, deadline)
  }

  public func wakeReader() {
    loop.assertCurrent()
    wake(.read)
  }

  public func finishWriting() {
    loop.assertCurrent()
    if !isClosed { _ = System.shutdown(descriptor, Int32(SHUT_WR)) }
  }

  public func close() {
    if !loop.isCurrent, !loop.hasEnded { return loop.execute { self.close() } }
    if isClosed { return }
    isClosed = true
    leave(.closed)
    loop.figures.connectionClosed()
    System.close(descriptor)
  }

  override func ready(_ events: UInt32) {
    if events & (Poll.peerClosed | Poll.hangup | Poll.error) != 0 { hasHangup = true }
    if events & (Poll.input | Poll.peerClosed | Poll.hangup | Poll.error) != 0 {
      isReadable = true
      wake(.read)
    }
    if events & (Poll.output | Poll.hangup | Poll.error) != 0 {
      isWritable = true
      wake(.write)
    }
  }

  override func loopStops() { close() }

  /// Parks the wait for something to read; `false` where there may be something now, or the wait cannot begin.
  func park(_ wait: ParkedWait, untilReadableOr deadline: Deadline) -> Bool {
    if isClosed || isReadable || (try? register()) == nil { return false }
    return park(wait, until: deadline)
  }

  /// Lets others have their turn, where the task has had its own. A peer that never keeps it waiting must not take its deadline from it.
  private func takeTurn(_ deadline: Deadline) async throws(IOError) {
    await loop.yield()
    if deadline <= loop.now { throw .timedOut }
  }

  private func wait(_ direction: Direction, _ deadline: Deadline) async throws(IOError) {
    try register()
    try await wait(direction, until: deadline).get()
  }

  private func register() throws(IOError) {
    if isRegistered { return }
    let interest = Poll.input | Poll.output | Poll.peerClosed | Poll.edge
    let result = loop.register(descriptor, interest, self)
    if result < 0 { throw failure("wait for", result) }
    isRegistered = true
  }

  func failure(_ action: String, _ result: Int) -> IOError {
    .system(action: action, subject: peer?.description ?? "the peer", code: Int32(-result))
  }

  /// The connection is made; there is room to write, and perhaps something to read.
  func becameConnected() {
    isWritable = true
    isReadable = true
  }

  /// The error number of a connection that was being made (`SO_ERROR` of socket(7)); 0 where it is made.
  func takeError() -> Int32 { isClosed ? ECONNABORTED : System.takeError(descriptor) }

  /// Whether the socket is connected to itself: the system took for the client's port the very one that it asked for, where nobody listens.
  var isConnectedToItself: Bool { !isClosed && System.localAddress(descriptor) == System.peerAddress(descriptor).address }
}
