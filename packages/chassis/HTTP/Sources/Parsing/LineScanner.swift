/// Finds lines in bytes that arrive piece by piece; what has been looked at is not looked at again.
///
/// It is always given the same bytes and those that have come since.
struct LineScanner {
  /// Where the current line starts.
  private(set) var lineStart = 0
  /// No line break is before here, since the line's start.
  private var scanned = 0

  /// The next line, without its CR LF; `nil` while its end has not come. A CR or LF that is not part of a pair is refused here, or
  /// is within the line, where no part of a message may have it.
  @inline(__always) mutating func next(_ input: UnsafeRawBufferPointer) throws(Refusal) -> UnsafeRawBufferPointer? {
    guard let end = input.firstIndex(of: 0x0A, from: scanned) else {
      try refuseLoneReturn(input)
      scanned = input.count
      return nil
    }
    if end == lineStart || input[end &- 1] != 0x0D { throw .bareLineBreak }
    let line = UnsafeRawBufferPointer(rebasing: input[lineStart..<end &- 1])
    lineStart = end &+ 1
    scanned = lineStart
    return line
  }

  /// A CR that something else follows can be refused before the line ends, if it ever does.
  private func refuseLoneReturn(_ input: UnsafeRawBufferPointer) throws(Refusal) {
    let start = max(lineStart, scanned - 1)
    if let place = input.firstIndex(of: 0x0D, from: start), place + 1 < input.count { throw .bareLineBreak }
  }
}

extension Refusal {
  /// A CR within a line that came in one piece is the same mistake as one that was seen before the line's end had come.
  func orLoneReturn(in line: UnsafeRawBufferPointer) -> Refusal { line.firstIndex(of: 0x0D, from: 0) == nil ? self : .bareLineBreak }
}
