import IO

/// One of two connected ends of a stream in memory, which behave as the ends of a socket do: room is bounded, waits have deadlines, and one
/// end sees what the other does. Both belong to the loop of the task that made them.
public final class MemoryTransport: Transport, @unchecked Sendable {
  public let peer: SocketAddress?
  private let incoming: Pipe
  private let outgoing: Pipe
  private weak var other: MemoryTransport?
  private let loop: EventLoop
  private var place: LoopPlace?
  private var isClosed = false

  /// The bytes in transit in one direction.
  private final class Pipe {
    let capacity: Int
    var bytes: [UInt8] = []
    var taken = 0
    /// Whether the writer has ended its output.
    var isFinished = false
    /// Whether the reader has gone.
    var isAbandoned = false
    /// Whether the bytes in transit were lost, as in a connection that was reset.
    var isReset = false

    init(_ capacity: Int) { self.capacity = capacity }

    var count: Int { bytes.count - taken }
    var room: Int { capacity - count }

    func append(_ part: UnsafeRawBufferPointer) -> Int {
      let accepted = min(room, part.count)
      bytes.append(contentsOf: part.prefix(accepted))
      return accepted
    }

    func take(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      let taking = min(count, buffer.count)
      buffer.copyBytes(from: bytes[taken..<(taken + taking)])
      taken += taking
      if taken == bytes.count {
        bytes.removeAll(keepingCapacity: true)
        taken = 0
      } else if taken > capacity {
        bytes.removeFirst(taken)
        taken = 0
      }
      return taking
    }
  }

  private init(_ loop: EventLoop, peer: SocketAddress?, incoming: Pipe, outgoing: Pipe) {
    self.peer = peer
    self.incoming = incoming
    self.outgoing = outgoing
    self.loop = loop
    place = LoopPlace(on: loop) { self.close() }
  }

  /// Returns two ends that are connected to each other.
  /// - Parameters:
  ///   - capacity: The largest number of bytes in transit in each direction, before a writer has to wait.
  ///   - peer: The address that both ends report for the other.
  public static func pair(
    capacity: Int = 65_536, peer: SocketAddress? = nil
  ) throws(IOError) -> (MemoryTransport, MemoryTransport) {
    guard let loop = EventLoop.current else { throw .noLoop }
    let (there, back) = (Pipe(capacity), Pipe(capacity))
    let first = MemoryTransport(loop, peer: peer, incoming: back, outgoing: there)
    let second = MemoryTransport(loop, peer: peer, incoming: there, outgoing: back)
    (first.other, second.other) = (second, first)
    return (first, second)
  }

  private var isReadable: Bool { incoming.count > 0 || incoming.isFinished || incoming.isReset }
  private var isWritable: Bool { outgoing.room > 0 || outgoing.isAbandoned }

  public func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int? {
    loop.assertCurrent()
    precondition(!buffer.isEmpty, "a read needs room for a byte at least; 0 means the end of the stream")
    if isClosed { throw .closed }
    if incoming.isReset { throw .reset("read from") }
    if !isReadable || !loop.takeOperation() { return nil }
    let count = incoming.take(buffer)
    if count > 0 { other?.place?.wakeUp(.write) }
    return count
  }

  public func tryWrite(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int {
    loop.assertCurrent()
    if isClosed { throw .closed }
    if outgoing.isAbandoned || outgoing.isFinished { throw .brokenPipe("write to") }
    if !isWritable || !loop.takeOperation() { return 0 }
    let count = outgoing.append(first) + outgoing.append(second)
    if count > 0 { other?.place?.wakeUp(.read) }
    return count
  }

  public var unconfirmedBytes: Int { outgoing.count }

  public func waitUntilReadable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if isClosed { throw .closed }
    if isReadable { return await loop.yield() }
    try await place?.waitUntilWoken(.read, until: deadline)
  }

  public func waitUntilWritable(deadline: Deadline) async throws(IOError) {
    loop.assertCurrent()
    if isClosed { throw .closed }
    if isWritable { return await loop.yield() }
    try await place?.waitUntilWoken(.write, until: deadline)
  }

  public func wakeReader() {
    loop.assertCurrent()
    place?.wakeUp(.read)
  }

  public func finishWriting() {
    loop.assertCurrent()
    if isClosed { return }
    outgoing.isFinished = true
    other?.place?.wakeUp(.read)
  }

  public func close() {
    if !loop.isCurrent, !loop.hasEnded { return loop.execute { self.close() } }
    if isClosed { return }
    isClosed = true
    if incoming.count > 0 { outgoing.isReset = true }
    (outgoing.isFinished, incoming.isAbandoned) = (true, true)
    place?.end()
    place = nil
    other?.place?.wakeUp(.read)
    other?.place?.wakeUp(.write)
  }
}
