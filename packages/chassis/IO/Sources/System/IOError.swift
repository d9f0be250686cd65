import Glibc

/// Why bytes did not come or go.
public enum IOError: Error, Equatable, Sendable {
  /// The system refused: what was tried, on what, and the error number.
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
  /// What was to be read is longer than the reader holds; the bytes that it holds.
  case tooLong(limit: Int)
  /// A name that has no address, and why.
  case unresolved(host: String, reason: String)
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

  /// The peer went away: it reset the connection, or took nothing more.
  public var isDisconnect: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == ECONNRESET || code == EPIPE || code == ETIMEDOUT || code == EHOSTUNREACH || code == ENETUNREACH
  }

  /// What a transport in memory throws when it stands for a connection that the peer has reset.
  package static func reset(_ action: String) -> IOError { .system(action: action, subject: "the peer", code: ECONNRESET) }

  /// What a transport in memory throws when it stands for a connection whose peer takes nothing more.
  package static func brokenPipe(_ action: String) -> IOError { .system(action: action, subject: "the peer", code: EPIPE) }

  /// Nobody listens at the address.
  public var isRefused: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == ECONNREFUSED || code == ENOENT
  }
}
