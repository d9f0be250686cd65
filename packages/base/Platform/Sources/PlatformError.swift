#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failed system call: the operation, its subject, and the system's reason.
public struct PlatformError: Error, Equatable, CustomStringConvertible {
  /// The operation as a verb: "open", "create".
  public let operation: String
  /// The file, folder or program that it was applied to.
  public let subject: String
  /// The system's error number (`errno`).
  public let code: Int32

  /// Creates an error; by default with the error number of this thread's last failed system call.
  public init(_ operation: String, _ subject: String, code: Int32 = errno) {
    self.operation = operation
    self.subject = subject
    self.code = code
  }

  /// Whether nothing is at the path, or only links that lead in a circle.
  public var isNotFound: Bool { code == ENOENT || code == ENOTDIR || code == ELOOP }
  /// Whether the reader of a pipe has gone.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// The system's sentence for the code: "Permission denied".
  public var reason: String { String(cString: strerror(code)) }

  public var description: String { "cannot \(operation) \(subject): \(reason)" }
}
