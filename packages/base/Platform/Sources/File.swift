import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Operations on whole files: read, write, query, remove.
public enum File {
  /// Returns the bytes of the file at `path`.
  public static func read(_ path: String) throws(PlatformError) -> [UInt8] {
    var reader = FileReader(capacity: 64 * 1024)
    return try reader.read(path) { Array($0) }
  }

  /// Replaces the file at `path` as a whole: a reader sees the old bytes or the new ones, never a part, and a failure leaves the old file
  /// as it was.
  ///
  /// The file keeps its permissions, and a link keeps its destination, which is replaced. A device or a pipe is written to, and not
  /// replaced. The bytes are not synchronized to the disk: a loss of power may lose them.
  ///
  /// - Parameter aside: A path on the same file system for the new bytes until they replace the old ones, for callers that must find them
  ///   should the process be killed; a path beside the file by default.
  public static func write(_ bytes: [UInt8], to path: String, by aside: String? = nil) throws(PlatformError) {
    do throws(PlatformError) {
      if try status(path)?.kind == .other {
        let device = try FileDescriptor(opening: path, O_WRONLY)
        return try writeAll(bytes, to: device.number, name: path)
      }
      var target = path
      if try status(path, followingLink: false)?.kind == .link, try status(path) != nil { target = try realPath(path) }
      let temporary = aside ?? "\(target).\(getpid())-\(writes.add(1, ordering: .relaxed).newValue).tmp"
      do throws(PlatformError) {
        try writeNew(bytes, to: temporary, replacing: target)
        if rename(temporary, target) != 0 { throw PlatformError("write", path) }
      } catch {
        unlink(temporary)
        throw error
      }
    } catch {
      throw PlatformError("write", path, code: error.code)
    }
  }

  /// The number of writes so far, which makes the names of temporary files distinct.
  private static let writes = Atomic<Int>(0)

  private static func writeNew(_ bytes: [UInt8], to path: String, replacing old: String) throws(PlatformError) {
    let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o666)
    var status = stat()
    if stat(old, &status) == 0 { _ = fchmod(file.number, status.st_mode & 0o7777) }
    try writeAll(bytes, to: file.number, name: path)
  }

  /// Removes the file or link at `path`.
  public static func remove(_ path: String) throws(PlatformError) {
    if unlink(path) != 0 { throw PlatformError("remove", path) }
  }

  /// Creates a symbolic link at `path`. The destination is stored as it is, and need not exist.
  public static func link(_ path: String, to destination: String) throws(PlatformError) {
    if symlink(destination, path) != 0 { throw PlatformError("link", path) }
  }

  /// The kind of a file; `other` is a device, a pipe or a socket.
  public enum Kind: Sendable { case file, folder, link, other }

  /// Properties of a file.
  public struct Status: Sendable, Equatable {
    /// The kind.
    public let kind: Kind
    /// The length in bytes.
    public let size: Int
    /// The identity; two paths with the same identity are the same file.
    public let identity: Identity
    /// The time of the last change of the content, in nanoseconds since 1970.
    public let modificationTime: Int
    /// Whether users other than its owner have any permission on it.
    public let isOpenToOthers: Bool
  }

  /// The identity of a file: its device and its number there.
  public struct Identity: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// Returns the status of what is at `path`, or `nil` where nothing is. A link is followed unless `followingLink` is false.
  public static func status(_ path: String, followingLink: Bool = true) throws(PlatformError) -> Status? {
    var status = stat()
    if (followingLink ? stat(path, &status) : lstat(path, &status)) != 0 {
      let error = PlatformError("look at", path)
      if error.isNotFound { return nil }
      throw error
    }
    return Status(status)
  }

  /// Returns the status of an open descriptor.
  static func status(of descriptor: Int32, _ path: String) throws(PlatformError) -> Status {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw PlatformError("look at", path) }
    return Status(status)
  }

  /// Returns the path with every link and `..` resolved.
  public static func realPath(_ path: String) throws(PlatformError) -> String {
    guard let resolved = realpath(path, nil) else { throw PlatformError("resolve", path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension File.Status {
  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = File.Identity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
    size = Int(status.st_size)
    isOpenToOthers = status.st_mode & (S_IRWXG | S_IRWXO) != 0
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modificationTime = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

/// Writes all of `bytes`, with as many system calls as that takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(PlatformError) {
  var offset = 0
  while offset < bytes.count {
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
    if written < 0 {
      if errno == EINTR { continue }
      throw PlatformError("write", name)
    }
    offset += written
  }
}
