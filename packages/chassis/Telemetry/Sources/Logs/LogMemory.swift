import Synchronization

/// A sink that keeps the last ten thousand lines in memory, for tests.
final class LogMemory: LogSink {
  private let lines = Mutex<[String]>([])
  private static let longest = 10_000

  var all: [String] { lines.withLock { $0 } }

  func take(_ line: UnsafeRawBufferPointer, isUrgent: Bool) {
    let text = String(decoding: line.dropLast(), as: UTF8.self)
    lines.withLock { lines in
      if lines.count == Self.longest { lines.removeFirst(Self.longest / 10) }
      lines.append(text)
    }
  }
}
