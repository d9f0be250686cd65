/// Decoder of a chunked body (RFC 9112, section 7.1) as it arrives. It does no I/O and allocates nothing but the trailer fields.
package struct ChunkedDecoder {
  /// Outcome of reading on.
  package enum Step: Equatable {
    /// All that came is used up, or is part of something that has not come in full.
    case needsMore
    /// Bytes of the body, at this place of the input.
    case data(Range<Int>)
    /// The body has ended; what follows belongs to the next message.
    case end
  }

  private enum State {
    case size
    case chunkExtension(ChunkExtensionReader)
    case sizeEnd
    case data
    case dataEnd(isReturn: Bool)
    case trailers(LineScanner)
    case end
  }

  /// Extensions mean nothing to anybody here; this is enough for any that are sent in earnest.
  private static let extensionBytes = 4 << 10
  private static let sizeDigits = 15

  private let limits: MessageLimits
  private var state = State.size
  private var digits = 0
  /// What is left of the chunk.
  private var left = 0
  private var extensionBytes = 0
  /// Bytes of the body, as far as chunks have announced them.
  private var total = 0
  /// Fields after the body, once it has ended.
  package private(set) var trailers = Headers()

  /// Makes a decoder for one body.
  package init(limits: MessageLimits) { self.limits = limits }

  /// Reads on. `input` is what earlier calls left unused, and what has come since.
  /// Returns how many bytes of it are used, those of the step included.
  package mutating func next(_ input: UnsafeRawBufferPointer) throws(Refusal) -> (consumed: Int, step: Step) {
    var place = 0
    while true {
      switch state {
      case .size, .chunkExtension, .sizeEnd:
        guard place < input.count else { return (place, .needsMore) }
        try takeSize(input[place])
        place &+= 1
      case .data:
        guard place < input.count else { return (place, .needsMore) }
        let end = min(input.count, place &+ left)
        left &-= end &- place
        if left == 0 { state = .dataEnd(isReturn: true) }
        return (end, .data(place..<end))
      case .dataEnd(let isReturn):
        guard place < input.count else { return (place, .needsMore) }
        if input[place] != (isReturn ? 0x0D : 0x0A) { throw .invalidChunkEnd }
        state = isReturn ? .dataEnd(isReturn: false) : .size
        place &+= 1
      case .trailers:
        let (length, isComplete) = try takeTrailers(UnsafeRawBufferPointer(rebasing: input[place...]))
        if !isComplete { return (place, .needsMore) }
        return (place &+ length, .end)
      case .end:
        return (place, .end)
      }
    }
  }

  private mutating func takeSize(_ byte: UInt8) throws(Refusal) {
    switch state {
    case .size:
      if let digit = ByteClass.hexadecimal(byte) {
        digits &+= 1
        if digits > Self.sizeDigits { throw .invalidChunkSize }
        left = left << 4 | Int(digit)
      } else if digits == 0 {
        throw .invalidChunkSize
      } else if byte == 0x0D {
        state = .sizeEnd
      } else {
        guard byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ";") else { throw .invalidChunkSize }
        try takeExtension(byte, ChunkExtensionReader())
      }
    case .chunkExtension(let reader):
      try takeExtension(byte, reader)
    default:
      if byte != 0x0A { throw .bareLineBreak }
      try endSize()
    }
  }

  private mutating func takeExtension(_ byte: UInt8, _ reader: ChunkExtensionReader) throws(Refusal) {
    var reader = reader
    extensionBytes &+= 1
    if extensionBytes > Self.extensionBytes { throw .invalidChunkExtension }
    state = try reader.take(byte) ? .sizeEnd : .chunkExtension(reader)
  }

  private mutating func endSize() throws(Refusal) {
    total &+= left
    if total > limits.bodyBytes { throw .bodyTooLarge }
    digits = 0
    state = left == 0 ? .trailers(LineScanner()) : .data
  }

  /// How many bytes the fields and the empty line after them have, once they have all come.
  private mutating func takeTrailers(_ input: UnsafeRawBufferPointer) throws(Refusal) -> (length: Int, isComplete: Bool) {
    guard case .trailers(var lines) = state else { return (0, false) }
    while let line = try lines.next(input) {
      if lines.lineStart - 2 > limits.fieldBytes { throw .fieldsTooLarge }
      if line.isEmpty {
        state = .end
        return (lines.lineStart, true)
      }
      if trailers.count == limits.fieldCount { throw .tooManyFields }
      let field = try FieldParser.parse(line)
      if Self.isForbidden(field.name) { throw .forbiddenTrailer }
      trailers.appendChecked(name: field.name, value: field.value)
    }
    if input.count - 2 > limits.fieldBytes { throw .fieldsTooLarge }
    state = .trailers(lines)
    return (0, false)
  }

  /// Fields that tell how to read or route a message come too late after it (RFC 9110, section 6.5.1).
  private static func isForbidden(_ name: UnsafeRawBufferPointer) -> Bool {
    name.isEqualIgnoringCase(to: "content-length") || name.isEqualIgnoringCase(to: "transfer-encoding")
      || name.isEqualIgnoringCase(to: "host") || name.isEqualIgnoringCase(to: "connection") || name.isEqualIgnoringCase(to: "expect")
      || name.isEqualIgnoringCase(to: "trailer") || name.isEqualIgnoringCase(to: "te") || name.isEqualIgnoringCase(to: "upgrade")
  }
}
