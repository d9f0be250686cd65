import Synchronization

/// Hands out parts of a body one after another.
final class Parts: Sendable {
  private let left: Mutex<[[UInt8]]>

  init(_ parts: [[UInt8]]) { left = Mutex(parts) }

  func next() -> [UInt8]? { left.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
