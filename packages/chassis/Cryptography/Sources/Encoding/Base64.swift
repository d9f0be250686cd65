/// An encoding of bytes as text of 64 characters (RFC 4648).
///
/// Decoding is strict, so that one sequence of bytes has one text: only characters of the alphabet, exact padding, zero bits at the end
/// (section 3.5), no white space.
public struct Base64: Sendable {
  /// The alphabet of section 4: `+` and `/`, padded with `=`.
  public static let standard = Base64(last: ["+", "/"], isPadded: true)
  /// The alphabet of section 5, for URLs and file names: `-` and `_`, without padding, as in JSON Web Tokens (RFC 7515, section 2).
  public static let url = Base64(last: ["-", "_"], isPadded: false)

  private let characters: [UInt8]
  /// The value of each character; 255 for those that are not in the alphabet.
  private let values: [UInt8]
  private let isPadded: Bool

  private init(last: [Unicode.Scalar], isPadded: Bool) {
    characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8) + last.map { UInt8(ascii: $0) }
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
    self.values = values
    self.isPadded = isPadded
  }

  /// Returns the text of the bytes.
  public func encode(_ bytes: [UInt8]) -> String {
    let length = isPadded ? (bytes.count + 2) / 3 * 4 : (bytes.count * 4 + 2) / 3
    return String(unsafeUninitializedCapacity: length) { text in
      var index = 0
      func put(_ value: UInt32) {
        text[index] = characters[Int(value & 63)]
        index += 1
      }
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let count = min(3, bytes.count - start)
        var group: UInt32 = 0
        for place in 0..<3 { group = group << 8 | (place < count ? UInt32(bytes[start + place]) : 0) }
        for place in 0...count { put(group >> UInt32(18 - 6 * place)) }
      }
      while index < length {
        text[index] = UInt8(ascii: "=")
        index += 1
      }
      return index
    }
  }

  /// Returns the bytes of a text, or throws where it is not exactly what `encode` returns for them.
  public func decode(_ text: String) throws(MalformedEncoding) -> [UInt8] {
    let text = Array(text.utf8)
    let content = try withoutPadding(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count * 3 / 4)
    var group: UInt32 = 0
    for (offset, character) in content.enumerated() {
      let value = values[Int(character)]
      if value == 255 { throw MalformedEncoding(offset: offset, fault: character == UInt8(ascii: "=") ? .padding : .character) }
      group = group << 6 | UInt32(value)
      if offset % 4 == 3 {
        bytes += [UInt8(truncatingIfNeeded: group >> 16), UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
        group = 0
      }
    }
    switch content.count % 4 {
    case 1: throw MalformedEncoding(offset: content.count, fault: .length)
    case 2:
      if group & 0xF != 0 { throw MalformedEncoding(offset: content.count - 1, fault: .strayBits) }
      bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3:
      if group & 0x3 != 0 { throw MalformedEncoding(offset: content.count - 1, fault: .strayBits) }
      bytes += [UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2)]
    default: break
    }
    return bytes
  }

  /// Returns the text before its padding, whose length must be right.
  private func withoutPadding(_ text: [UInt8]) throws(MalformedEncoding) -> ArraySlice<UInt8> {
    guard isPadded else { return text[...] }
    var content = text[...]
    while content.last == UInt8(ascii: "="), text.count - content.count < 2 { content.removeLast() }
    let isRight = text.count % 4 == 0
    guard isRight else {
      // A wrong character is the better reason, where there is one.
      if let offset = text.firstIndex(where: { values[Int($0)] == 255 && $0 != UInt8(ascii: "=") }) {
        throw MalformedEncoding(offset: offset, fault: .character)
      }
      throw MalformedEncoding(offset: text.firstIndex(of: UInt8(ascii: "=")) ?? text.count, fault: .padding)
    }
    return content
  }
}
