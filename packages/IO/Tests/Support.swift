import Testing

@testable import IO

/// Runs the body as a task of a loop of its own, and stops the loops at the end. No test waits longer than its deadlines.
func withLoops<Result: Sendable>(_ count: Int = 1, _ body: @Sendable (EventLoops) async throws -> Result) async throws -> Result {
  let loops = try EventLoops(count: count)
  defer { loops.stop() }
  return try await loops.all[0].run { try await body(loops) }
}

extension Deadline {
  /// Later than anything that works takes.
  static var generous: Deadline { .after(.seconds(20)) }
}

extension Transport {
  /// Reads until `count` bytes have come, or the stream ends.
  func read(count: Int, deadline: Deadline = .generous) async throws(IOError) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
    defer { buffer.deallocate() }
    while bytes.count < count {
      let got = try await read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count - bytes.count)), deadline: deadline)
      if got == 0 { break }
      bytes += buffer.prefix(got)
    }
    return bytes
  }
}

/// Sends back what comes, until the peer has no more.
func echo(_ transport: any Transport) async {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 1)
  defer { buffer.deallocate() }
  do {
    while true {
      let count = try await transport.read(into: buffer, deadline: .generous)
      if count == 0 { break }
      try await transport.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), deadline: .generous)
    }
    transport.finishWriting()
  } catch {}
}
