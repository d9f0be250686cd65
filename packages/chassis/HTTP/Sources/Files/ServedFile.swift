import Platform

/// A file as it can be answered with: in memory, or on disk.
public struct ServedFile: Sendable {
  public let contentType: String
  /// In quotes, and strong: two files with the same tag are the same bytes (RFC 9110, section 8.8.3).
  public let entityTag: String
  /// Seconds since 1970.
  public let lastModified: Int?
  public let size: Int
  private let content: Content

  private enum Content: Sendable {
    case memory([UInt8])
    case disk(OpenFile)
  }

  /// A file in memory. Its tag is made of its bytes.
  public init(_ bytes: [UInt8], contentType: String, lastModified: Int? = nil) {
    self.contentType = contentType
    self.lastModified = lastModified
    entityTag = "\"\(String(Self.digest(bytes), radix: 16))-\(String(bytes.count, radix: 16))\""
    size = bytes.count
    content = .memory(bytes)
  }

  /// An open file. Its tag is made of what changes when it is written: its time, to the nanosecond, its size, and which file it is.
  init(_ file: OpenFile, contentType: String) {
    self.contentType = contentType
    let (seconds, nanoseconds) = file.status.modificationTime.quotientAndRemainder(dividingBy: 1_000_000_000)
    lastModified = seconds
    var identity = Hash()
    withUnsafeBytes(of: file.status.identity) { identity.add($0) }
    entityTag =
      "\"\(String(seconds, radix: 16)).\(String(nanoseconds, radix: 16))-\(String(file.status.size, radix: 16))-\(String(identity.value, radix: 16))\""
    size = file.status.size
    content = .disk(file)
  }

  /// Files from disk are read in parts of this size, so that a slow disk holds up the loop for no more than one of them at a time.
  static let partSize = 64 * 1024

  func body(_ range: Range<Int>) throws -> ResponseBody {
    switch content {
    case .memory(let bytes):
      return .bytes(range == bytes.indices ? bytes : Array(bytes[range]))
    case .disk(let file):
      if range.count <= Self.partSize { return .bytes(try Self.read(file, range)) }
      return .stream(length: range.count) { writer in try await write(range, to: writer) }
    }
  }

  func write(_ range: Range<Int>, to writer: any BodyWriter) async throws {
    switch content {
    case .memory(let bytes): try await writer.write(Array(bytes[range]))
    case .disk(let file):
      var place = range.lowerBound
      while place < range.upperBound {
        let part = place..<min(range.upperBound, place + Self.partSize)
        try await writer.write(Self.read(file, part))
        place = part.upperBound
      }
    }
  }

  private static func read(_ file: OpenFile, _ range: Range<Int>) throws -> [UInt8] {
    let bytes = try file.read(at: range.lowerBound, count: range.count)
    if bytes.count < range.count { throw FileShrank(path: file.path) }
    return bytes
  }

  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    var hash = Hash()
    bytes.withUnsafeBytes { hash.add($0) }
    return hash.value
  }

  /// FNV-1a, 64 bits.
  private struct Hash {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: UnsafeRawBufferPointer) { for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 } }
  }
}

/// A file became shorter while it was being sent.
struct FileShrank: Error, CustomStringConvertible {
  let path: String
  var description: String { "\(path) became shorter while it was being sent" }
}
