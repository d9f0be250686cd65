#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lock held by one process at a time, released when that process ends, however it ends.
public final class FileLock: Sendable {
  private let file: FileDescriptor

  /// Takes the lock of the file at `path`, which is created where it is missing; `nil` where another process holds it. The lock is released
  /// when its last reference goes; the file stays.
  ///
  /// - Parameter note: A text written into the file by the holder, for whoever finds it locked.
  public static func take(_ path: String, note: String) throws(PlatformError) -> FileLock? {
    let file = try FileDescriptor(opening: path, O_RDWR | O_CREAT, mode: 0o666)
    while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return nil }
      if errno != EINTR { throw PlatformError("lock", path) }
    }
    if ftruncate(file.number, 0) != 0 { throw PlatformError("write", path) }
    try writeAll(Array(note.utf8), to: file.number, name: path)
    return FileLock(file: file)
  }

  private init(file: consuming FileDescriptor) { self.file = file }
}
