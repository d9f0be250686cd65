#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writing to a descriptor that belongs to someone else.
public enum DescriptorOutput {
  /// Writes what the descriptor takes, waiting until it takes something; how many bytes that was.
  ///
  /// Another process may have made the same pipe or terminal non-blocking, so that is waited for too.
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
