/// Makes lines of the bytes a process writes. A line that is longer than the limit comes in pieces.
struct LineSplitter: Sendable {
  static let longestLine = 64 * 1024

  private var rest: [UInt8] = []

  /// The lines that `bytes` ends, without their ends.
  mutating func add(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      rest += bytes[start..<end]
      if rest.last == 0x0D { rest.removeLast() }
      lines.append(rest)
      rest = []
      start = end + 1
    }
    rest += bytes[start...]
    while rest.count > Self.longestLine {
      lines.append(Array(rest[..<Self.longestLine]))
      rest.removeFirst(Self.longestLine)
    }
    return lines
  }

  /// What was written behind the last line's end, once nothing more comes.
  mutating func finish() -> [UInt8]? {
    defer { rest = [] }
    return rest.isEmpty ? nil : rest
  }
}
