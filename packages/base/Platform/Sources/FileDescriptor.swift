#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file descriptor, closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
  let number: Int32

  /// - Parameter folder: an open folder that a relative `path` starts from.
  init(opening path: String, _ flags: Int32, mode: mode_t = 0, in folder: Int32 = AT_FDCWD) throws(PlatformError) {
    var number: Int32
    repeat { number = openat(folder, path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
    if number < 0 { throw PlatformError("open", path) }
    self.number = number
  }

  deinit { _ = close(number) }

  /// Reads once into `buffer` and returns the number of bytes; 0 is the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, of path: String) throws(PlatformError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(number, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(number, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw PlatformError("read", path) }
    }
  }
}
