#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe of the system within this process; both ends are closed when it goes out of scope. Programs started later do not inherit it.
public final class LocalPipe: @unchecked Sendable {
  private var reader: Int32
  /// The end to write to.
  public private(set) var writer: Int32

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

  /// Waits for something to read; empty at the end, when no writer is left.
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

  public func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  public func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }
}
