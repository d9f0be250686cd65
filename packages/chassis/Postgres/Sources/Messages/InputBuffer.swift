import IO

/// Bytes received and not yet parsed, as messages.
///
/// It holds what one read brings; for a longer message it grows as the bytes arrive, never on the strength of a length that the peer
/// names, and shrinks again when that message is done.
final class InputBuffer {
  static let capacity = 16_384
  /// The length of a message that only a long kind may exceed, as libpq has it.
  private static let shortMessageLimit = 30_000

  /// Bytes of the longest message that is taken.
  private let limit: Int
  private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: InputBuffer.capacity, alignment: 16)
  private var begin = 0
  private var end = 0
  /// Bytes of the message that has begun to arrive.
  private var needed = 0

  init(limit: Int) { self.limit = limit }

  deinit { storage.deallocate() }

  /// Bytes that have arrived and were not taken.
  var count: Int { end - begin }

  /// Bytes that it occupies.
  var memory: Int { storage.count }

  /// Takes the next message if it has arrived as a whole.
  @inline(__always)
  func next() throws(MalformedMessage) -> ServerMessage? {
    if count < 5 {
      needed = 5
      return nil
    }
    let length = Int(UInt32(bigEndian: storage.loadUnaligned(fromByteOffset: begin + 1, as: UInt32.self)))
    guard let kind = ServerMessage.Kind(rawValue: storage[begin]) else {
      throw MalformedMessage("a message of the unknown kind \(storage[begin])")
    }
    if length < 4 || length > (kind.mayBeLong ? limit : min(limit, Self.shortMessageLimit)) {
      throw MalformedMessage("a message \(kind) of \(length) bytes")
    }
    if count <= length {
      needed = length + 1
      return nil
    }
    let body = UnsafeRawBufferPointer(rebasing: storage[(begin + 5)..<(begin + 1 + length)])
    begin += 1 + length
    return ServerMessage(kind: kind, body: body)
  }

  /// Reads what has arrived, and returns how many bytes that was: 0 is the end of the stream, and `nil` says to wait. What `next` returned
  /// before is no longer valid.
  func fill(from transport: any Transport) throws(IOError) -> Int? {
    makeRoom()
    let got = try transport.tryRead(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
    end += got ?? 0
    return got
  }

  private func makeRoom() {
    if count == 0 {
      (begin, end) = (0, 0)
      if storage.count > Self.capacity, needed <= Self.capacity { resize(Self.capacity) }
    } else if begin > 0, end == storage.count || needed > storage.count - begin {
      storage.baseAddress!.copyMemory(from: storage.baseAddress! + begin, byteCount: count)
      (begin, end) = (0, count)
    }
    if end == storage.count { resize(max(storage.count + 1, min(storage.count * 2, max(needed, storage.count + 4096)))) }
  }

  /// Moves what is kept, which begins at the front, to a storage of another size.
  private func resize(_ size: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    larger.baseAddress!.copyMemory(from: storage.baseAddress!, byteCount: end)
    storage.deallocate()
    storage = larger
  }
}
