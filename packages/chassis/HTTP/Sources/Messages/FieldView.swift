/// A field within a block of fields, valid as long as the block.
struct FieldView {
  /// The two lengths.
  static let prefix = 6
  /// The colon, the space and the line's end.
  static let punctuation = 4

  let name: UnsafeRawBufferPointer
  let value: UnsafeRawBufferPointer
  /// `name: value` and the line's end.
  let line: UnsafeRawBufferPointer
  /// Where the next field starts.
  let end: Int

  init(_ block: UnsafeRawBufferPointer, at start: Int) {
    let nameCount = Int(UInt16(littleEndian: block.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
    let valueCount = Int(UInt32(littleEndian: block.loadUnaligned(fromByteOffset: start + 2, as: UInt32.self)))
    let nameStart = start + Self.prefix
    let valueStart = nameStart + nameCount + 2
    name = UnsafeRawBufferPointer(rebasing: block[nameStart..<nameStart + nameCount])
    value = UnsafeRawBufferPointer(rebasing: block[valueStart..<valueStart + valueCount])
    end = valueStart + valueCount + 2
    line = UnsafeRawBufferPointer(rebasing: block[nameStart..<end])
  }
}
