extension PercentEncoding {
  /// The bytes that `encoded` stands for; `nil` where a `%` is not followed by two hexadecimal digits.
  static func bytes(of encoded: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var place = 0
    while place < encoded.count {
      let byte = encoded[place]
      place += 1
      switch byte {
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard place + 2 <= encoded.count, let high = ByteClass.hexadecimal(encoded[place]), let low = ByteClass.hexadecimal(encoded[place + 1])
        else { return nil }
        bytes.append(high << 4 | low)
        place += 2
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  /// The text that `encoded` stands for; `nil` where its encoding is broken or what comes out is not UTF-8.
  static func text(of encoded: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> String? {
    bytes(of: encoded, plusIsSpace: plusIsSpace).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
