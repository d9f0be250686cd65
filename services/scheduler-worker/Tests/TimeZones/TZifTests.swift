import Platform
import TestSupport
import Testing

@testable import SchedulerWorker

@Suite struct TZifTests {
  /// A file of version 1 with 32-bit times, as section 3.2 lays it out.
  private func file(
    version: UInt8 = 0, times: [Int32] = [], indexes: [UInt8] = [], types: [(offset: Int32, isDaylight: UInt8, name: UInt8)] = [(0, 0, 0)],
    characters: String = "UTC\0", leapSeconds: Int = 0
  ) -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
    for count in [0, 0, leapSeconds, times.count, types.count, characters.utf8.count] { bytes += word(count) }
    for time in times { bytes += word(Int(time)) }
    bytes += indexes
    for type in types { bytes += word(Int(type.offset)) + [type.isDaylight, type.name] }
    return bytes + Array(characters.utf8) + [UInt8](repeating: 0, count: leapSeconds * 8)
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
    let recurrence = try Recurrence(parsing: "30 2 29 * *")
    var zones = 0
    for round in 0..<6000 {
      let bytes = round % 10 == 0 ? random.bytes(upTo: 300) : random.mutated(originals[round % originals.count])
      guard let zone = try? TimeZone(name: "Mutant", tzif: bytes) else { continue }
      zones += 1
      for start in [-(1 << 40), 0, 1 << 32, 1 << 40] {
        let start = UnixTime(seconds: start + Int.random(in: -1_000_000...1_000_000, using: &random))
        let span = zone.span(at: start)
        #expect(span.start <= start && start < span.end)
        if let next = recurrence.next(after: start, in: zone) { #expect(next > start) }
      }
    }
    #expect(zones > 100)
  }
}
