import Calendar
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct ZoneOracleTests {
  @Test func `every zone of the system has the offsets and names that Python's zoneinfo finds`() async throws {
    guard let python = Python.withoutPackages(for: "zones against zoneinfo") else { return }
    var random = SeededGenerator(for: "zones against zoneinfo")
    var cases: [JSONValue] = []
    for name in try systemTimeZones() {
      let zone = try zone(name)
      for _ in 0..<12 {
        // From 1850 to the year 2900, and the seconds about a change.
        let somewhere = UnixTime(seconds: Int.random(in: -3_786_912_000..<29_348_006_400, using: &random))
        let change = zone.span(at: somewhere).end
        for time in change < UnixTime(seconds: 30_000_000_000) ? [somewhere, change - 1, change] : [somewhere] {
          let type = zone.span(at: time).type
          cases.append([.string(name), .number(time.seconds), .number(type.offset), .string(type.abbreviation)])
        }
      }
    }
    #expect(cases.count > 5000)
    #expect(try await Python.disagreements(on: cases, by: Self.script, python) == [])
  }

  private static let script = #"""
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    for name, time, offset, abbreviation in cases:
        moment = (epoch + timedelta(seconds=time)).astimezone(ZoneInfo(name))
        expected = (int(moment.utcoffset().total_seconds()), moment.tzname())
        if expected != (offset, abbreviation):
            print(name, time, "expected", expected, "found", (offset, abbreviation))
    """#
}
