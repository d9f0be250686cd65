import Synchronization

/// A body in memory, which is read once.
final class BytesSource: Sendable {
  private let bytes: Mutex<[UInt8]>

  init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes) }

  func take() -> [UInt8]? {
    bytes.withLock { bytes in
      if bytes.isEmpty { return nil }
      defer { bytes = [] }
      return bytes
    }
  }

  /// Bytes that nobody has read.
  var unread: [UInt8] { bytes.withLock { $0 } }
}
