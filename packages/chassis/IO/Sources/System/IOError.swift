import Glibc

/// A reason why bytes were not read or written.
public enum IOError: Error, Equatable, Sendable {
  /// A system call failed: what was tried, on what, and the error number (errno(3)).
  case system(action: String, subject: String, code: Int32)
  /// The deadline passed.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// This side has closed the transport, or its event loop has stopped.
  case closed
  /// The task runs on no event loop, or on one that has stopped.
  case noLoop
  /// The stream ended in the middle of what was to be read.
  case endedEarly
  /// The piece that was to be read is longer than the reader holds, which is `limit` bytes.
  case tooLong(limit: Int)
  /// The name has no address, or none could be asked for; why.
  case unresolved(host: String, reason: String)
  /// The stream is not as secure as it was to be: whom it leads to is not proven, or it was cut short or changed. A sentence that says why.
  case insecure(String)
}

extension IOError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let action, let subject, let code): "cannot \(action) \(subject): \(String(cString: strerror(code)))"
    case .timedOut: "the deadline passed"
    case .cancelled: "cancelled"
    case .closed: "closed on this side"
    case .noLoop: "the task runs on no event loop, or on one that has stopped; run it with EventLoop.run or Task(executorPreference: loop)"
    case .endedEarly: "the stream ended in the middle of what was to be read"
    case .tooLong(let limit): "longer than the \(limit) bytes that are allowed"
    case .insecure(let reason): reason
    case .unresolved(let host, let reason): "cannot find the address of \(host): \(reason)"
    }
  }
}

extension IOError {
  /// The result of a call of `System`, which is an error where it is negative.
  @inline(__always)
  static func check(_ result: Int, _ action: String, _ subject: @autoclosure () -> String) throws(IOError) -> Int32 {
    if result < 0 { throw .system(action: action, subject: subject(), code: Int32(-result)) }
    return Int32(result)
  }

  /// Whether the peer went away: it reset the connection, or is reached no longer.
  public var isDisconnect: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == ECONNRESET || code == EPIPE || code == ETIMEDOUT || code == EHOSTUNREACH || code == ENETUNREACH
  }

  /// The error of a connection that the peer has reset (`ECONNRESET`), for transports in memory.
  package static func reset(_ action: String) -> IOError { .system(action: action, subject: "the peer", code: ECONNRESET) }

  /// The error of a connection whose peer takes nothing more (`EPIPE`), for transports in memory.
  package static func brokenPipe(_ action: String) -> IOError { .system(action: action, subject: "the peer", code: EPIPE) }

  /// Whether nobody listens at the address (`ECONNREFUSED`, `ENOENT`).
  public var isRefused: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == ECONNREFUSED || code == ENOENT
  }
}
