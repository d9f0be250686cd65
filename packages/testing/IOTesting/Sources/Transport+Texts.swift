import IO

extension Deadline {
  /// Later than anything that works takes.
  public static var generous: Deadline { .after(.seconds(60)) }
}

extension Transport {
  /// Reads until `count` bytes have come, or the stream ends.
  public func read(count: Int, deadline: Deadline = .generous) async throws(IOError) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
    defer { buffer.deallocate() }
    while bytes.count < count {
      let got = try await read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(max(1, count - bytes.count))), deadline: deadline)
      if got == 0 { break }
      bytes += buffer.prefix(got)
    }
    return bytes
  }

  /// Reads up to so many bytes, or to the end of the stream.
  public func readText(_ count: Int) async throws(IOError) -> String { String(decoding: try await read(count: count), as: UTF8.self) }

  public func write(_ text: String, deadline: Deadline = .generous) async throws(IOError) {
    try await write(Array(text.utf8), deadline: deadline)
  }
}

/// Sends back what comes, until the peer has no more.
@Sendable public func echo(_ transport: any Transport) async {
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

/// Begins a task on the loop of the caller.
public func start<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) -> Task<Result, any Error> {
  Task(executorPreference: EventLoop.current) { try await body() }
}
