#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe whose ends are closed when it goes out of scope. A program inherits an end only where it is started with it.
public final class LocalPipe: @unchecked Sendable {
  /// The descriptor of the reading end; -1 once it is closed.
  private(set) var reader: Int32
  /// The descriptor of the writing end; -1 once it is closed.
  public private(set) var writer: Int32

  /// Creates a pipe.
  public init() throws(PlatformError) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw PlatformError("make", "a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    closeReader()
    closeWriter()
  }

  /// Waits for bytes and returns at most `count` of them; none at the end, when no writer is left.
  public func read(upTo count: Int = 65536) throws(PlatformError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
      #if canImport(Glibc)
        let received = Glibc.read(reader, &bytes, count)
      #else
        let received = Darwin.read(reader, &bytes, count)
      #endif
      if received >= 0 { return Array(bytes[..<received]) }
      if errno != EINTR { throw PlatformError("read", "a pipe") }
    }
  }

  /// Closes the reading end, if it is open.
  public func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  /// Closes the writing end, if it is open.
  public func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }
}
