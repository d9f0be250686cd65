#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Output to a file descriptor that belongs to someone else.
public enum DescriptorOutput {
  /// Writes as many of `bytes` as the descriptor accepts, waiting until it accepts some, and returns their number.
  ///
  /// A non-blocking descriptor is waited for too: another process that shares the pipe or terminal may have made it so.
  public static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(PlatformError) -> Int {
    while true {
      #if canImport(Glibc)
        let written = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        let written = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if written >= 0 { return written }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, -1)
      default: throw PlatformError("write", "descriptor \(descriptor)")
      }
    }
  }
}
