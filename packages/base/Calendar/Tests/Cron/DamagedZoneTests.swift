import Platform
import TestSupport
import Testing

@testable import Calendar

@Suite struct DamagedZoneTests {
  @Test func `in whatever zone a damaged file makes, the next occurrence is later`() throws {
    var random = SeededGenerator(for: "occurrences in damaged zones")
    let names = ["Europe/Berlin", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "UTC"]
    let originals = try names.map { try File.read("\(TimeZoneDatabase.systemFolder)/\($0)") }
    let recurrence = try Recurrence(parsing: "30 2 29 * *")
    var zones = 0
    for round in 0..<6000 {
      guard let zone = try? TimeZone(name: "Mutant", tzif: random.mutated(originals[round % originals.count])) else { continue }
      zones += 1
      for start in [-(1 << 40), 0, 1 << 32, 1 << 40] {
        let start = UnixTime(seconds: start + Int.random(in: -1_000_000...1_000_000, using: &random))
        if let next = recurrence.next(after: start, in: zone) { #expect(next > start) }
      }
    }
    #expect(zones > 100)
  }
}
