/// Reads a transport in the pieces of which a protocol is made: lines, and so many bytes. What arrives with a piece is kept for the
/// next, up to a fixed size, and memory is held only while something is kept.
///
///     let reader = BufferedReader(transport)
///     let line = try await reader.readLine(deadline: deadline)
///
/// Like its transport it belongs to one loop, and to one task at a time.
public final class BufferedReader: @unchecked Sendable {
  private let transport: any Transport
  /// The longest piece that can be read.
  public let capacity: Int
  private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var begin = 0
  private var end = 0

  public init(_ transport: any Transport, capacity: Int = 16_384) {
    precondition(capacity > 0, "a reader needs room")
    self.transport = transport
    self.capacity = capacity
  }

  deinit { storage.deallocate() }

  /// How many bytes have arrived and were not taken.
  public var count: Int { end - begin }

  /// What has arrived and was not taken, until the next call.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(rebasing: storage[begin..<end]))
  }

  /// Takes the first bytes of what has arrived.
  public func skip(_ count: Int) {
    precondition(count <= self.count, "more than has arrived")
    begin += count
    if begin == end { release() }
  }

  /// Waits for more to arrive; `false` at the end of the stream. Throws `tooLong` when there is no room.
  public func fill(deadline: Deadline) async throws(IOError) -> Bool {
    while true {
      if count == capacity { throw .tooLong(limit: capacity) }
      makeRoom()
      let got: Int?
      do { got = try transport.tryRead(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...])) } catch {
        if count == 0 { release() }
        throw error
      }
      if let got {
        end += got
        if count == 0 { release() }
        return got > 0
      }
      if count == 0 { release() }
      try await transport.waitUntilReadable(deadline: deadline)
    }
  }

  /// Takes exactly so many bytes, at most the capacity.
  public func read(_ count: Int, deadline: Deadline) async throws(IOError) -> [UInt8] {
    if count > capacity { throw .tooLong(limit: capacity) }
    while self.count < count {
      if !(try await fill(deadline: deadline)) { throw .endedEarly }
    }
    defer { skip(count) }
    return withBytes { Array($0.prefix(count)) }
  }

  /// Takes a line, and gives it without its end, which is LF or CR LF. `nil` at the end of the stream.
  public func readLine(deadline: Deadline) async throws(IOError) -> [UInt8]? {
    var searched = 0
    while true {
      let found = withBytes { bytes in bytes[searched...].firstIndex(of: 0x0A) }
      if let found {
        defer { skip(found + 1) }
        return withBytes { bytes in
          let line = bytes.prefix(found)
          return Array(line.last == 0x0D ? line.dropLast() : line)
        }
      }
      searched = count
      if !(try await fill(deadline: deadline)) {
        if count == 0 { return nil }
        throw .endedEarly
      }
    }
  }

  private func makeRoom() {
    if storage.count == 0 { storage = .allocate(byteCount: capacity, alignment: 16) }
    if begin == 0 { return }
    if end < storage.count { return }
    storage.baseAddress!.copyMemory(from: storage.baseAddress! + begin, byteCount: end - begin)
    (begin, end) = (0, end - begin)
  }

  private func release() {
    storage.deallocate()
    storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    (begin, end) = (0, 0)
  }
}
