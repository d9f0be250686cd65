#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension File {
  /// Moves the file or folder at `path` to another place on the same file system, whole and at once. It fails where `destination` exists,
  /// which is left as it is, unless that is an empty folder.
  public static func move(_ path: String, to destination: String) throws(PlatformError) {
    if try status(path, followingLink: false)?.kind == .folder {
      // A folder replaces no file, and no folder that holds something.
      if rename(path, destination) != 0 { throw PlatformError("move \(path) to", destination) }
      return
    }
    if linkat(AT_FDCWD, path, AT_FDCWD, destination, 0) != 0 { throw PlatformError("move \(path) to", destination) }
    try remove(path)
  }
}
