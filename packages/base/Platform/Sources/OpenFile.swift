#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file open for reading at any offset. All bytes are of one file, whatever happens to its name meanwhile.
public final class OpenFile: Sendable {
  /// The path that was opened.
  public let path: String
  /// The file's status when it was opened.
  public let status: File.Status
  private let descriptor: FileDescriptor

  /// Opens without waiting, also where `path` is a pipe. A link at the end of the path is followed unless `followingLink` is false.
  public init(_ path: String, followingLink: Bool = true) throws(PlatformError) {
    self.path = path
    descriptor = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK | (followingLink ? 0 : O_NOFOLLOW))
    status = try File.status(of: descriptor.number, path)
  }

  /// Returns up to `count` bytes from `offset` on; fewer only at the end of the file.
  public func read(at offset: Int, count: Int) throws(PlatformError) -> [UInt8] {
    var failure: PlatformError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor.number, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
        if got == 0 { break }
        if got > 0 {
          filled += got
        } else if errno != EINTR {
          failure = PlatformError("read", path)
          break
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
