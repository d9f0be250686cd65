extension UnsafeRawBufferPointer {
  /// Whether the bytes are these, which are ASCII.
  @inline(__always) func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// Whether the bytes are these in capital or small letters. `text` is in small letters.
  @inline(__always) func isEqualIgnoringCase(to text: StaticString) -> Bool {
    isEqualIgnoringCase(to: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Whether both are the same but for the case of ASCII letters.
  @inline(__always) func isEqualIgnoringCase(to other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count {
      let left = self[index]
      let difference = left ^ other[index]
      if difference == 0 { continue }
      if difference != 0x20 || (left | 0x20) &- 0x61 >= 26 { return false }
    }
    return true
  }

  /// Without the spaces and tabs at both ends.
  @inline(__always) var trimmingSpace: UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// Whether two hexadecimal digits follow the `%` at the place (RFC 3986, section 2.1).
  @inline(__always) func isPercentEncoded(at place: Int) -> Bool {
    place &+ 2 < count && ByteClass.hexadecimal(self[place &+ 1]) != nil && ByteClass.hexadecimal(self[place &+ 2]) != nil
  }

  /// Where the byte comes first, from `start` on.
  @inline(__always) func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var place = start
    while place &+ 8 <= count {
      // A byte of the difference is zero where the bytes are the same; the lowest one is found exactly.
      let difference = UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ pattern
      let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      if zeros != 0 { return place &+ zeros.trailingZeroBitCount >> 3 }
      place &+= 8
    }
    while place < count {
      if self[place] == byte { return place }
      place &+= 1
    }
    return nil
  }
}
