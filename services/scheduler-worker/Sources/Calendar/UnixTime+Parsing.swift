extension UnixTime {
  /// Reads a time as RFC 3339 writes it, to the second: `2026-03-29T01:30:00Z`, `2026-03-29T03:30:00+02:00`.
  init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>, upTo maximum: Int) -> Int? {
      guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let value = bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return value <= maximum ? value : nil
    }
    func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool { bytes[index] == UInt8(ascii: mark) }
    guard bytes.count == 20 || bytes.count == 25,
      isMark(4, "-"), isMark(7, "-"), isMark(10, "T") || isMark(10, "t"), isMark(13, ":"), isMark(16, ":"),
      let year = number(0..<4, upTo: 9999), let month = number(5..<7, upTo: 12), month > 0,
      let day = number(8..<10, upTo: CivilDate.days(inMonth: month, of: year)), day > 0,
      let hour = number(11..<13, upTo: 23), let minute = number(14..<16, upTo: 59), let second = number(17..<19, upTo: 59)
    else { return nil }
    var offset = 0
    if bytes.count == 25 {
      guard isMark(19, "+") || isMark(19, "-"), isMark(22, ":"),
        let hours = number(20..<22, upTo: 23), let minutes = number(23..<25, upTo: 59)
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (isMark(19, "-") ? -1 : 1)
    } else if !isMark(19, "Z") && !isMark(19, "z") {
      return nil
    }
    self.init(seconds: CivilTime(year, month, day, hour, minute, second).secondsSince1970 - offset)
  }
}
