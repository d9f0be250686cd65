import IO

/// A transport with the faults that a network may have: short reads and writes, stalls, a reset. They are drawn from a generator, so that a
/// run can be repeated.
public final class FaultTransport: Transport, @unchecked Sendable {
  /// The faults and their probabilities.
  public struct Faults: Sendable {
    /// The probability, from 0 to 1, that a read or write moves only a few bytes.
    public var short: Double
    /// The probability, from 0 to 1, that a read or write has to wait though bytes or room are there.
    public var stall: Double
    /// The number of bytes, both directions together, after which the connection is reset.
    public var resetAfter: Int

    /// Creates faults; none by default.
    public init(short: Double = 0, stall: Double = 0, resetAfter: Int = .max) {
      self.short = short
      self.stall = stall
      self.resetAfter = resetAfter
    }
  }

  private let base: any Transport
  private let faults: Faults
  private var generator: any RandomNumberGenerator
  private var moved = 0
  private var isReset = false
  private var stalls = (reading: false, writing: false)

  /// Wraps a transport.
  public init(_ base: any Transport, _ faults: Faults, using generator: any RandomNumberGenerator & Sendable) {
    self.base = base
    self.faults = faults
    self.generator = generator
  }

  public var peer: SocketAddress? { base.peer }

  public func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int? {
    try breakIfDue("read from")
    stalls.reading = happens(faults.stall)
    if stalls.reading { return nil }
    let count = try base.tryRead(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(allowance(buffer.count))))
    moved += count ?? 0
    return count
  }

  public func tryWrite(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) throws(IOError) -> Int {
    try breakIfDue("write to")
    stalls.writing = happens(faults.stall)
    if stalls.writing { return 0 }
    let allowed = allowance(first.count + second.count)
    let ofFirst = min(first.count, allowed)
    let count = try base.tryWrite(
      UnsafeRawBufferPointer(rebasing: first.prefix(ofFirst)), UnsafeRawBufferPointer(rebasing: second.prefix(allowed - ofFirst)))
    moved += count
    return count
  }

  public var unconfirmedBytes: Int { base.unconfirmedBytes }

  public func waitUntilReadable(deadline: Deadline) async throws(IOError) {
    if isReset { return }
    if stalls.reading { return await EventLoop.current?.yield() ?? () }
    do { try await base.waitUntilReadable(deadline: deadline) } catch {
      // The connection was reset while it waited, which the next attempt reports.
      if !isReset { throw error }
    }
  }

  public func waitUntilWritable(deadline: Deadline) async throws(IOError) {
    if isReset { return }
    if stalls.writing { return await EventLoop.current?.yield() ?? () }
    do { try await base.waitUntilWritable(deadline: deadline) } catch {
      // The connection was reset while it waited, which the next attempt reports.
      if !isReset { throw error }
    }
  }

  public func wakeReader() { base.wakeReader() }

  public func finishWriting() { if !isReset { base.finishWriting() } }

  public func close() { base.close() }

  private func happens(_ likelihood: Double) -> Bool {
    likelihood > 0 && Double.random(in: 0..<1, using: &generator) < likelihood
  }

  private func allowance(_ count: Int) -> Int {
    let left = min(count, faults.resetAfter - moved)
    return left > 1 && happens(faults.short) ? Int.random(in: 1...min(left, 7), using: &generator) : left
  }

  private func breakIfDue(_ action: String) throws(IOError) {
    if moved >= faults.resetAfter, !isReset {
      isReset = true
      base.close()
    }
    if isReset { throw .reset(action) }
  }
}
