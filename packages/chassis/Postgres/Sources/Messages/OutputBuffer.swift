import IO

/// Bytes of messages to be sent, and those of them that were sent. All that goes out at the same time is written here first, so that it is
/// one write.
final class OutputBuffer {
  /// A place in the buffer that is filled in later.
  struct Mark {
    fileprivate let place: Int
  }

  private static let capacity = 4096
  private static let retained = 65_536

  private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: OutputBuffer.capacity, alignment: 16)
  private var written = 0
  private var end = 0

  deinit { storage.deallocate() }

  /// Bytes that are still to be sent.
  var count: Int { end - written }

  /// Bytes that it occupies.
  var memory: Int { storage.count }

  /// Calls `body` with what is still to be sent.
  func withBytes<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    try body(UnsafeRawBufferPointer(rebasing: storage[written..<end]))
  }

  /// Drops what is still to be sent.
  func clear() { (written, end) = (0, 0) }

  /// A copy of what is still to be sent.
  var bytes: [UInt8] { Array(storage[written..<end]) }

  /// Sends what the peer has room for, and returns whether that was all of it.
  func send(to transport: any Transport) throws(IOError) -> Bool {
    if count == 0 { return true }
    written += try transport.tryWrite(
      UnsafeRawBufferPointer(rebasing: storage[written..<end]), UnsafeRawBufferPointer(start: nil, count: 0))
    if written < end { return false }
    (written, end) = (0, 0)
    if storage.count > Self.retained {
      storage.deallocate()
      storage = .allocate(byteCount: Self.capacity, alignment: 16)
    }
    return true
  }

  // MARK: fields

  @inline(__always)
  func append<Number: FixedWidthInteger>(_ number: Number) {
    reserve(MemoryLayout<Number>.size)
    storage.storeBytes(of: number.bigEndian, toByteOffset: end, as: Number.self)
    end += MemoryLayout<Number>.size
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    reserve(bytes.count)
    (storage.baseAddress! + end).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
    end += bytes.count
  }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Appends the text without an end.
  func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends the text and the zero byte that ends it. The text must have none of its own.
  func appendTerminated(_ text: String) {
    append(text)
    append(UInt8(0))
  }

  // MARK: lengths

  /// Begins a message; the first one of a connection has no kind.
  func begin(_ kind: UInt8?) -> Mark {
    if let kind { append(kind) }
    return beginLength()
  }

  /// Ends a message: its length counts itself. Throws where it is longer than the protocol can say; then the message is taken back.
  func end(_ mark: Mark) throws(MessageTooLong) {
    let length = end - mark.place
    guard let number = Int32(exactly: length) else { throw MessageTooLong(bytes: length) }
    storage.storeBytes(of: number.bigEndian, toByteOffset: mark.place, as: Int32.self)
  }

  /// Begins a value whose length comes first.
  func beginLength() -> Mark {
    let mark = Mark(place: end)
    append(Int32(0))
    return mark
  }

  /// Ends a value: its length does not count itself. A length that is too great makes its message too long, which `end` tells.
  func endLength(_ mark: Mark) {
    storage.storeBytes(of: Int32(truncatingIfNeeded: end - mark.place - 4).bigEndian, toByteOffset: mark.place, as: Int32.self)
  }

  /// The place that comes next, to which `takeBack` returns.
  var mark: Mark { Mark(place: end) }

  /// Drops what was appended since the mark; nothing of it may have been sent.
  func takeBack(to mark: Mark) { end = mark.place }

  @inline(__always)
  private func reserve(_ count: Int) {
    if end + count > storage.count { grow(for: count) }
  }

  @inline(never)
  private func grow(for count: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(storage.count * 2, end + count), alignment: 16)
    larger.baseAddress!.copyMemory(from: storage.baseAddress!, byteCount: end)
    storage.deallocate()
    storage = larger
  }
}

/// The error of a message that is longer than its length can say.
struct MessageTooLong: Error {
  let bytes: Int
}
