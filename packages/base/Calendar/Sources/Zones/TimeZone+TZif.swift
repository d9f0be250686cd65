extension TimeZone {
  /// Reads a compiled time zone (TZif, RFC 9636, versions 1 to 4).
  ///
  /// Whatever the RFC lets a reader reject for interoperability is rejected, not guessed. Of a file of version 2 or later only the second
  /// block, with 64-bit times, counts.
  public init(name: String, tzif bytes: [UInt8]) throws(TZifError) {
    var reader = TZifReader(bytes: bytes)
    var header = try reader.readHeader()
    if header.version >= 2 {
      try reader.skip(header.blockSize(timeSize: 4))
      header = try reader.readHeader()
      guard header.version >= 2 else { throw TZifError("its second header is of version 1") }
    }
    let (initial, transitions) = try reader.readBlock(header)
    let footer = header.version >= 2 ? try reader.readFooter() : []
    var rule: POSIXRule?
    if !footer.isEmpty {
      rule = POSIXRule(parsing: footer)
      if rule == nil { throw TZifError("its footer is not a TZ string: \"\(String(decoding: footer, as: UTF8.self))\"") }
    }
    self.init(name: name, initial: initial, transitions: transitions, rule: rule)
  }
}

/// The reason why bytes are not a time zone, as the end of a sentence: "its header is cut short".
public struct TZifError: Error, Equatable, CustomStringConvertible {
  /// The reason.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A header (RFC 9636, section 3.1).
private struct TZifHeader {
  let version: Int
  let utcIndicators, standardIndicators, leapSeconds, times, types, characters: Int

  func blockSize(timeSize: Int) -> Int {
    times * timeSize + times + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators + utcIndicators
  }
}

private struct TZifReader {
  let bytes: [UInt8]
  var offset = 0

  mutating func take(_ count: Int) throws(TZifError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw TZifError("it is cut short") }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func skip(_ count: Int) throws(TZifError) { _ = try take(count) }

  mutating func readHeader() throws(TZifError) -> TZifHeader {
    guard try take(4).elementsEqual("TZif".utf8) else { throw TZifError("it does not begin with \"TZif\"") }
    let version = try take(1).first!
    guard version == 0 || version >= UInt8(ascii: "2") else { throw TZifError("its version is byte \(version)") }
    try skip(15)
    var counts: [Int] = []
    for _ in 0..<6 { counts.append(try take(4).reduce(0) { $0 << 8 | Int($1) }) }
    let header = TZifHeader(
      version: version == 0 ? 1 : Int(version - 0x30), utcIndicators: counts[0], standardIndicators: counts[1], leapSeconds: counts[2],
      times: counts[3], types: counts[4], characters: counts[5])
    guard (1...256).contains(header.types) else { throw TZifError("it has \(header.types) kinds of local time, not 1 to 256") }
    return header
  }

  /// Reads a data block (RFC 9636, section 3.2).
  mutating func readBlock(_ header: TZifHeader) throws(TZifError) -> (initial: LocalTimeType, transitions: [TimeZone.Transition]) {
    let timeSize = header.version == 1 ? 4 : 8
    let times = try take(header.times * timeSize)
    let indexes = try take(header.times)
    let types = try take(header.types * 6)
    let characters = try take(header.characters)
    guard header.leapSeconds == 0 else { throw TZifError("it counts leap seconds, which the time of day here does not") }
    try skip(header.standardIndicators + header.utcIndicators)

    var kinds: [LocalTimeType] = []
    for start in stride(from: types.startIndex, to: types.endIndex, by: 6) {
      kinds.append(try kind(types[start..<start + 6], characters))
    }
    var transitions: [TimeZone.Transition] = []
    for (position, index) in indexes.enumerated() {
      let start = times.startIndex + position * timeSize
      let time = UnixTime(seconds: signed(times[start..<start + timeSize]))
      guard Int(index) < kinds.count else { throw TZifError("a transition leads to a kind of local time that it does not have") }
      // The earliest that writers put in place of "since ever" is -2^59.
      guard time > .distantPast, time < .distantFuture else { throw TZifError("a transition lies beyond all calendars") }
      if let last = transitions.last, last.time >= time { throw TZifError("its transitions are not in order") }
      transitions.append(TimeZone.Transition(time: time, type: kinds[Int(index)]))
    }
    return (kinds[0], transitions)
  }

  func kind(_ record: ArraySlice<UInt8>, _ characters: ArraySlice<UInt8>) throws(TZifError) -> LocalTimeType {
    let fields = Array(record)
    let offset = signed(record.prefix(4))
    guard LocalTimeType.offsets.contains(offset) else { throw TZifError("an offset of \(offset) seconds from UTC is beyond all places") }
    guard fields[4] <= 1 else { throw TZifError("a daylight-saving mark is \(fields[4]), not 0 or 1") }
    let name = characters.dropFirst(Int(fields[5]))
    guard let end = name.firstIndex(of: 0) else { throw TZifError("an abbreviation has no end") }
    return LocalTimeType(offset: offset, isDaylightSaving: fields[4] == 1, abbreviation: String(decoding: name[..<end], as: UTF8.self))
  }

  /// Reads a footer (RFC 9636, section 3.3): the text between two line feeds.
  mutating func readFooter() throws(TZifError) -> [UInt8] {
    guard try take(1).first == 0x0A, let end = bytes[offset...].firstIndex(of: 0x0A) else { throw TZifError("its footer is cut short") }
    return Array(try take(end - offset))
  }

  /// Returns a big-endian number in two's complement.
  func signed(_ bytes: ArraySlice<UInt8>) -> Int {
    let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return bytes.count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
  }
}
