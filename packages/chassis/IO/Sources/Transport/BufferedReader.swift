/// A reader of lines and of blocks of bytes. Bytes that arrive with one piece are kept for the next, up to `capacity`, and memory is held
/// only while some are kept.
///
///     let reader = BufferedReader(transport)
///     let line = try await reader.readLine(deadline: deadline)
///
/// Like its transport it belongs to one loop, and to one task at a time.
public final class BufferedReader: @unchecked Sendable {
  private let transport: any Transport
  /// Bytes of the longest piece that can be read.
  public let capacity: Int
  private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var begin = 0
  private var end = 0

  /// A reader of the transport, which has read nothing yet.
  public init(_ transport: any Transport, capacity: Int = 16_384) {
    precondition(capacity > 0, "a reader needs room")
    self.transport = transport
    self.capacity = capacity
  }

  deinit { storage.deallocate() }

  /// Bytes that have arrived and were not taken.
  public var count: Int { end - begin }

  /// Calls `body` with the bytes that have arrived and were not taken. They stay where they are until the reader is called again.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(rebasing: storage[begin..<end]))
  }

  /// Takes the first `count` bytes of those that have arrived, and drops them.
  public func skip(_ count: Int) {
    precondition(count <= self.count, "more than has arrived")
    begin += count
    if begin == end { release() }
  }

  /// Waits for more bytes to arrive; `false` at the end of the stream. Throws `IOError.tooLong` when `capacity` bytes are kept already, and
  /// what the transport throws.
  public func fill(deadline: Deadline) async throws(IOError) -> Bool {
    while true {
      if count == capacity { throw .tooLong(limit: capacity) }
      compact()
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

  /// Takes exactly `count` bytes. Throws `IOError.tooLong` where that is more than `capacity`, and `IOError.endedEarly` where the stream ends
  /// before; then the bytes that have arrived are still there.
  public func read(_ count: Int, deadline: Deadline) async throws(IOError) -> [UInt8] {
    if count > capacity { throw .tooLong(limit: capacity) }
    while self.count < count {
      if !(try await fill(deadline: deadline)) { throw .endedEarly }
    }
    defer { skip(count) }
    return withBytes { Array($0.prefix(count)) }
  }

  /// Takes a line, and returns it without its end, which is LF or CR LF; `nil` at the end of the stream. Throws `IOError.tooLong` where
  /// `capacity` bytes hold no end, and `IOError.endedEarly` where the stream ends within a line.
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

  private func compact() {
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
