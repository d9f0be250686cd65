#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension File {
  /// Copies the bytes of the file at `path` into a new one, as `create` does.
  public static func copy(_ path: String, to destination: String) throws(PlatformError) {
    try create(destination, of: try read(path), like: path)
  }

  /// Creates a file with another's executable bit and modification time; its other permissions are those of a file that everyone may read
  /// and the owner write (0644, 0755), whatever the umask. Where `path` exists already, it is left as it is and the call fails.
  ///
  /// - Parameter other: The path of the other file; a link is followed.
  public static func create(_ path: String, of bytes: [UInt8], like other: String) throws(PlatformError) {
    var status = stat()
    if stat(other, &status) != 0 { throw PlatformError("look at", other) }
    let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    do throws(PlatformError) {
      try writeAll(bytes, to: file.number, name: path)
      if fchmod(file.number, status.st_mode & S_IXUSR == 0 ? 0o644 : 0o755) != 0 { throw PlatformError("set the permissions of", path) }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      if futimens(file.number, [time, time]) != 0 { throw PlatformError("set the time of", path) }
    } catch {
      unlink(path)
      throw error
    }
  }
}
