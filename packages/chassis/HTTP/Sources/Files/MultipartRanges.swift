/// Several ranges of a file in one body (`multipart/byteranges`, RFC 9110, section 14.6).
struct MultipartRanges {
  private let file: ServedFile
  private let parts: [(head: [UInt8], range: Range<Int>)]
  private let end: [UInt8]
  private let boundary: String

  init(_ file: ServedFile, _ ranges: [Range<Int>]) {
    self.file = file
    // Nobody who writes the file knows it beforehand.
    let boundary = (0..<2).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 16) }.joined(separator: "-")
    self.boundary = boundary
    parts = ranges.enumerated().map { position, range in
      let fields = "content-type: \(file.contentType)\r\ncontent-range: \(Self.contentRange(range, of: file.size))\r\n\r\n"
      return (Array("\(position == 0 ? "" : "\r\n")--\(boundary)\r\n\(fields)".utf8), range)
    }
    end = Array("\r\n--\(boundary)--\r\n".utf8)
  }

  static func contentRange(_ range: Range<Int>, of size: Int) -> String { "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)" }

  var contentType: String { "multipart/byteranges; boundary=\(boundary)" }

  var body: ResponseBody {
    let length = parts.reduce(end.count) { $0 + $1.head.count + $1.range.count }
    return .stream(length: length) { [self] writer in
      for part in parts {
        try await writer.write(part.head)
        try await file.write(part.range, to: writer)
      }
      try await writer.write(end)
    }
  }
}
