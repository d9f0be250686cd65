extension File {
  /// Returns the bytes of the regular file at `path`, at most `limit` of them; links are followed.
  ///
  /// It is for paths that a person or another program gives: it does not wait for the writer of a pipe, does not read a device without end,
  /// and checks the file that it reads, whatever happens to its name meanwhile.
  public static func readRegular(_ path: String, upTo limit: Int) throws(RegularFileError) -> [UInt8] {
    let file = try orUnreadable { () throws(PlatformError) in try OpenFile(path) }
    if file.status.kind != .file { throw .notRegular(path) }
    if file.status.size > limit { throw .tooLarge(path, size: file.status.size, limit: limit) }
    // As long as it was when opened, and a byte more: it may have grown since.
    let bytes = try orUnreadable { () throws(PlatformError) in try file.read(at: 0, count: file.status.size + 1) }
    if bytes.count > limit { throw .tooLarge(path, size: bytes.count, limit: limit) }
    return bytes
  }

  private static func orUnreadable<Result>(_ body: () throws(PlatformError) -> Result) throws(RegularFileError) -> Result {
    do throws(PlatformError) { return try body() } catch { throw .unreadable(error) }
  }
}

/// The reason why a path is not read as a regular file of bounded size.
public enum RegularFileError: Error, Equatable, CustomStringConvertible {
  /// The path of a folder, a pipe, a socket or a device.
  case notRegular(String)
  /// The path of a file whose `size` in bytes is more than `limit`.
  case tooLarge(String, size: Int, limit: Int)
  /// The system's own refusal.
  case unreadable(PlatformError)

  public var description: String {
    switch self {
    case .notRegular(let path): "\(path) is not a file"
    case .tooLarge(let path, _, let limit): "\(path) is larger than \(limit) bytes"
    case .unreadable(let error): error.description
    }
  }
}
