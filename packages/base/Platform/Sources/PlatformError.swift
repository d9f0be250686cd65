#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A system call that failed: what was tried, on what, and the system's own word for why.
public struct PlatformError: Error, Equatable, CustomStringConvertible {
  /// What was tried, as a verb: "open", "create".
  public let operation: String
  /// The file, folder or program it was tried on.
  public let subject: String
  /// The system's error number (`errno`).
  public let code: Int32

  public init(_ operation: String, _ subject: String, code: Int32 = errno) {
    self.operation = operation
    self.subject = subject
    self.code = code
  }

  /// Nothing is there, or only links that lead in a circle.
  public var isNotFound: Bool { code == ENOENT || code == ENOTDIR || code == ELOOP }
  /// The reader of a pipe went away.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// The system's sentence for the code: "Permission denied".
  public var reason: String { String(cString: strerror(code)) }

  public var description: String { "cannot \(operation) \(subject): \(reason)" }
}
