/// Reads one field line (RFC 9112, section 5).
enum FieldParser {
  /// The name and the value of the line, which has no line break at its end.
  @inline(__always) static func parse(
    _ line: UnsafeRawBufferPointer
  ) throws(Refusal) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    var colon = 0
    while colon < line.count, ByteClass.isToken(line[colon]) { colon &+= 1 }
    if colon == 0 || colon == line.count || line[colon] != UInt8(ascii: ":") {
      let refusal = line[0] == 0x20 || line[0] == 0x09 ? Refusal.foldedField : .invalidFieldName
      throw refusal.orLoneReturn(in: line)
    }
    let value = UnsafeRawBufferPointer(rebasing: line[(colon &+ 1)...]).trimmingSpace
    if !isValid(value) { throw Refusal.invalidFieldValue.orLoneReturn(in: line) }
    return (UnsafeRawBufferPointer(rebasing: line[..<colon]), value)
  }

  /// Whether all bytes may be in a value. Eight are looked at together; only where one of them is a control character, each.
  @inline(__always) private static func isValid(_ value: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while place &+ 8 <= value.count {
      let word = value.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let deletes = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let controls = (word &- 0x2020_2020_2020_2020) & ~word | (deletes &- 0x0101_0101_0101_0101) & ~deletes
      if controls & 0x8080_8080_8080_8080 != 0 {
        for index in place..<place &+ 8 where !ByteClass.isFieldValue(value[index]) { return false }
      }
      place &+= 8
    }
    while place < value.count {
      if !ByteClass.isFieldValue(value[place]) { return false }
      place &+= 1
    }
    return true
  }
}
