#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A reader of whole files, one after another, into one buffer: no allocation per file once the buffer has grown to the largest. Each
/// thread has a reader of its own.
public struct FileReader: ~Copyable {
  private var buffer: UnsafeMutableRawBufferPointer
  /// The folder that relative paths start from.
  private let folder: Int32

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - capacity: The initial size of the buffer in bytes.
  ///   - folder: The folder that relative paths start from; the system then need not resolve it for every file. If it cannot be opened,
  ///     neither can the files in it.
  public init(capacity: Int = 256 * 1024, folder: String? = nil) {
    buffer = .allocate(byteCount: max(capacity, 4096), alignment: 64)
    self.folder = folder.map { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } ?? AT_FDCWD
  }

  deinit {
    buffer.deallocate()
    if folder >= 0 { close(folder) }
  }

  /// Reads the file at `path` and passes its bytes to `body`; they are valid only until `body` returns.
  public mutating func read<Result>(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) throws(PlatformError) -> Result {
    let file = try FileDescriptor(opening: path, O_RDONLY, in: folder)
    var count = 0
    while true {
      if count == buffer.count { grow(keeping: count) }
      let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]), of: path)
      if read == 0 { break }
      count += read
    }
    return body(UnsafeRawBufferPointer(rebasing: buffer[..<count]).assumingMemoryBound(to: UInt8.self))
  }

  private mutating func grow(keeping count: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    buffer.deallocate()
    buffer = larger
  }
}
