#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads whole files, one after another, into one buffer that it keeps: no allocation per file once the buffer has grown
/// to the largest. Each thread that reads has a reader of its own.
public struct FileReader: ~Copyable {
  private var buffer: UnsafeMutableRawBufferPointer

  public init(capacity: Int = 256 * 1024) {
    buffer = .allocate(byteCount: max(capacity, 4096), alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// The bytes of the file at `path`, for as long as `body` runs.
  public mutating func read<Result>(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) throws(PlatformError) -> Result {
    let file = try FileDescriptor(opening: path, O_RDONLY)
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
