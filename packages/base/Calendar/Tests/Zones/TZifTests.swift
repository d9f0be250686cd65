import Platform
import TestSupport
import Testing

@testable import Calendar

@Suite struct TZifTests {
  /// A file of version 1, or a later one's first block, with times of 32 bits, as section 3.2 lays it out; `wide` has those of 64.
  private func file(
    version: UInt8 = 0, times: [Int32] = [], indexes: [UInt8] = [], types: [(offset: Int32, isDaylight: UInt8, name: UInt8)] = [(0, 0, 0)],
    characters: String = "UTC\0", leapSeconds: Int = 0,
    wide: Bool = false
  ) -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    for count in [0, 0, leapSeconds, times.count, types.count, characters.utf8.count] { bytes += word(count) }
    for time in times { bytes += (wide ? word(time < 0 ? -1 : 0) : []) + word(Int(time)) }
    bytes += indexes
    for type in types { bytes += word(Int(type.offset)) + [type.isDaylight, type.name] }
    return bytes + Array(characters.utf8) + [UInt8](repeating: 0, count: leapSeconds * (wide ? 12 : 8))
  }

  /// A file of version 2 or later: an empty first block, one with a change in 1970, and a footer.
  private func laterFile(version: Unicode.Scalar, footer: String, leapSeconds: Int = 0) -> [UInt8] {
    let version = UInt8(ascii: version)
    let second = file(
      version: version, times: [-100], indexes: [1], types: [(0, 0, 0), (3600, 0, 4)], characters: "LMT\0CET\0", leapSeconds: leapSeconds, wide: true)
    return file(version: version) + second + Array(footer.utf8)
  }

  @Test(arguments: ["2", "3", "4", "5"] as [Unicode.Scalar])
  func `of later versions the second block counts, and after it the footer's rule`(version: Unicode.Scalar) throws {
    let zone = try TimeZone(name: "New", tzif: laterFile(version: version, footer: "\nCET-1CEST,M3.5.0,M10.5.0/3\n"))
    #expect([-101, -100].map { zone.offset(at: UnixTime(seconds: $0)) } == [0, 3600])
    #expect(zone.offset(at: time("2026-07-01T00:00:00Z")) == 7200)
    #expect(zone.span(at: time("2026-07-01T00:00:00Z")).end == time("2026-10-25T01:00:00Z"))
    let plain = try TimeZone(name: "Plain", tzif: laterFile(version: version, footer: "\n\n"))
    #expect(plain.span(at: time("2026-07-01T00:00:00Z")).end == .distantFuture)
  }

  @Test func `a time of change beyond the day, as version 3 allows it, is read`() throws {
    let zone = try TimeZone(name: "Nuuk", tzif: laterFile(version: "3", footer: "\n<-02>2<-01>,M3.5.0/-1,M10.5.0/0\n"))
    #expect(zone.span(at: time("2026-07-01T00:00:00Z")).start == time("2026-03-29T01:00:00Z"))
  }

  @Test func `a footer that is none, and leap seconds in any version, are refused`() throws {
    func expectRefused(_ bytes: [UInt8], _ message: String) {
      #expect(throws: TZifError(message)) { try TimeZone(name: "A", tzif: bytes) }
    }
    expectRefused(laterFile(version: "2", footer: "\nCET-1CEST\n"), "its footer is not a TZ string: \"CET-1CEST\"")
    expectRefused(laterFile(version: "2", footer: "\n:Europe/Berlin\n"), "its footer is not a TZ string: \":Europe/Berlin\"")
    expectRefused(laterFile(version: "2", footer: "\nCET-1"), "its footer is cut short")
    expectRefused(laterFile(version: "2", footer: "CET-1\n"), "its footer is cut short")
    expectRefused(laterFile(version: "2", footer: ""), "it is cut short")
    for version in ["2", "4"] as [Unicode.Scalar] {
      expectRefused(
        laterFile(version: version, footer: "\nCET-1\n", leapSeconds: 27), "it counts leap seconds, which the time of day here does not")
    }
  }

  @Test func `version 1 has no footer: its last kind of local time holds for good`() throws {
    let bytes = file(times: [-100, 100], indexes: [1, 0], types: [(0, 0, 0), (3600, 1, 4)], characters: "AAA\0BBB\0")
    let zone = try TimeZone(name: "Old", tzif: bytes)
    #expect(zone.offset(at: UnixTime(seconds: -101)) == 0)
    #expect(zone.offset(at: UnixTime(seconds: -100)) == 3600)
    #expect(zone.offset(at: UnixTime(seconds: 99)) == 3600)
    #expect(zone.span(at: UnixTime(seconds: 100)).end == .distantFuture)
    #expect(zone.span(at: UnixTime(seconds: -100)).type.abbreviation == "BBB")
  }

  @Test func `an abbreviation may be the end of another`() throws {
    let bytes = file(types: [(0, 0, 1)], characters: "LAST\0")
    #expect(try TimeZone(name: "A", tzif: bytes).initial.abbreviation == "AST")
  }

  @Test func `what a reader may not trust is refused`() throws {
    func expectRefused(_ bytes: [UInt8], _ message: String) {
      #expect(throws: TZifError(message)) { try TimeZone(name: "A", tzif: bytes) }
    }
    expectRefused([], "it is cut short")
    expectRefused(Array("TZIF".utf8) + [UInt8](repeating: 0, count: 40), "it does not begin with \"TZif\"")
    expectRefused(file(version: 49), "its version is byte 49")
    expectRefused(file(version: 50), "it is cut short")
    expectRefused(file(types: []), "it has 0 kinds of local time, not 1 to 256")
    expectRefused(file(times: [1], indexes: [1]), "a transition leads to a kind of local time that it does not have")
    expectRefused(file(times: [1, 1], indexes: [0, 0]), "its transitions are not in order")
    expectRefused(file(types: [(100_000, 0, 0)]), "an offset of 100000 seconds from UTC is beyond all places")
    expectRefused(file(types: [(.min, 0, 0)]), "an offset of -2147483648 seconds from UTC is beyond all places")
    expectRefused(file(types: [(0, 2, 0)]), "a daylight-saving mark is 2, not 0 or 1")
    expectRefused(file(types: [(0, 0, 9)]), "an abbreviation has no end")
    expectRefused(file(characters: "UTC"), "an abbreviation has no end")
    expectRefused(file(leapSeconds: 1), "it counts leap seconds, which the time of day here does not")
  }

  @Test func `whatever the bytes, reading ends in a zone or an error, and a zone answers`() throws {
    var random = SeededGenerator(for: "TZif mutations")
    let names = ["Europe/Berlin", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "UTC"]
    let originals = try names.map { try File.read("\(TimeZoneDatabase.systemFolder)/\($0)") } + [file(times: [-1, 5], indexes: [0, 0])]
    var zones = 0
    for round in 0..<6000 {
      let bytes = round % 10 == 0 ? random.bytes(upTo: 300) : random.mutated(originals[round % originals.count])
      guard let zone = try? TimeZone(name: "Mutant", tzif: bytes) else { continue }
      zones += 1
      for start in [-(1 << 40), 0, 1 << 32, 1 << 40] {
        let start = UnixTime(seconds: start + Int.random(in: -1_000_000...1_000_000, using: &random))
        let span = zone.span(at: start)
        #expect(span.start <= start && start < span.end)
        if span.end < .distantFuture { #expect(zone.span(at: span.end).start == span.end) }
      }
    }
    #expect(zones > 100)
  }
}
