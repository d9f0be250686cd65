/// The list in the header `tracestate` (W3C Trace Context, section 3.3.1): checked, and passed on unchanged.
enum TraceState {
  /// The largest number of members (section 3.3.1.1).
  static let maximumCount = 32
  /// The number of characters that are passed on (section 3.3.1.5); of a longer list, members are left out.
  static let maximumLength = 512
  /// The length beyond which a member is left out first.
  private static let longMember = 128

  /// Returns the members joined by commas, without empty ones and white space; empty if the list breaks the rules.
  static func normalized(_ text: String) -> String {
    var members: [ArraySlice<UInt8>] = []
    for part in Array(text.utf8).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let member = withoutWhiteSpace(part)
      if member.isEmpty { continue }
      guard let equals = member.firstIndex(of: UInt8(ascii: "=")), isKey(member[..<equals]), isValue(member[(equals + 1)...]),
        !members.contains(where: { $0.starts(with: member[...equals]) }), members.count < maximumCount
      else { return "" }
      members.append(member)
    }
    return String(decoding: Array(fitting(members).joined(separator: [UInt8(ascii: ",")])), as: UTF8.self)
  }

  private static func fitting(_ members: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
    var members = members
    var length = members.reduce(-1) { $0 + $1.count + 1 }
    while length > maximumLength, let index = members.lastIndex(where: { $0.count > longMember }) ?? members.indices.last {
      length -= members[index].count + 1
      members.remove(at: index)
    }
    return members
  }

  /// `lcalpha 0*255keychar`, or `tenant@system` (section 3.3.1.3.1).
  private static func isKey(_ key: ArraySlice<UInt8>) -> Bool {
    guard let first = key.first else { return false }
    guard let at = key.firstIndex(of: UInt8(ascii: "@")) else {
      return key.count <= 256 && isLetter(first) && key.allSatisfy(isKeyCharacter)
    }
    let (tenant, system) = (key[..<at], key[(at + 1)...])
    guard let firstOfSystem = system.first else { return false }
    return (1...241).contains(tenant.count) && (isLetter(first) || isDigit(first)) && tenant.allSatisfy(isKeyCharacter)
      && system.count <= 14 && isLetter(firstOfSystem) && system.allSatisfy(isKeyCharacter)
  }

  /// 1 to 256 printable characters without comma and equals sign, the last of them no space (section 3.3.1.3.2).
  private static func isValue(_ value: ArraySlice<UInt8>) -> Bool {
    (1...256).contains(value.count)
      && value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "=") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isKeyCharacter(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || "_-*/".utf8.contains(byte) }

  private static func withoutWhiteSpace(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first == 0x20 || first == 0x09 { text.removeFirst() }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return text
  }
}
