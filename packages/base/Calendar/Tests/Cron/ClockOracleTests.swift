import JSON
import TestSupport
import Testing

@testable import Calendar

/// Python walks through every minute with its own time zones and says when each expression should have had an occurrence.
@Suite(.blocking) struct ClockOracleTests {
  private static let zones = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Havana", "America/Sao_Paulo", "America/Nuuk",
    "America/Asuncion", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kwajalein", "Pacific/Easter",
    "Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu", "Asia/Gaza", "Asia/Beirut", "Asia/Tehran", "Asia/Pyongyang", "Antarctica/Troll", "UTC",
  ]

  @Test func `occurrences around changes of the clocks are those that a walk through every minute finds`() async throws {
    guard let python = Python.withoutPackages(for: "occurrences against zoneinfo") else { return }
    var generator = ExpressionGenerator(random: SeededGenerator(for: "occurrences against zoneinfo"))
    let names = try systemTimeZones()
    var cases: [JSONValue] = []
    while cases.count < 400 {
      // Half of them where clocks are known to do odd things, half anywhere.
      let name = (cases.count % 2 == 0 ? Self.zones : names).randomElement(using: &generator.random)!
      let zone = try zone(name)
      let text = generator.fiveFields()
      guard let recurrence = try? Recurrence(parsing: text) else { continue }
      let start = start(in: zone, &generator.random)
      let end = start + 60 * Int.random(in: 1...2000, using: &generator.random)
      var found: [JSONValue] = []
      var time = start
      while let next = recurrence.next(after: time, in: zone), next <= end {
        found.append(.number(next.seconds))
        time = next
      }
      cases.append([
        "expression": .string(text), "zone": .string(zone.name), "start": .number(start.seconds), "end": .number(end.seconds),
        "occurrences": .array(found),
      ])
    }
    #expect(try await Python.disagreements(on: cases, by: Self.walk, python) == [])
  }

  /// A whole minute between 1980 and 2150, mostly shortly before a change of the zone's clocks.
  private func start(in zone: TimeZone, _ random: inout SeededGenerator) -> UnixTime {
    let somewhere = UnixTime(seconds: Int.random(in: 315_532_800..<5_680_281_600, using: &random) / 60 * 60)
    let change = zone.span(at: somewhere).end
    guard Int.random(in: 0..<8, using: &random) > 0, change < UnixTime(seconds: 6_000_000_000) else { return somewhere }
    return change - 60 * Int.random(in: 0...1700, using: &random)
  }

  private static let walk = #"""
    from datetime import datetime, timezone
    from zoneinfo import ZoneInfo

    RANGES = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]

    def values(text, low, high):
        found = set()
        for term in text.split(","):
            term, _, step = term.partition("/")
            if term == "*":
                first, last = low, high
            else:
                first, _, last = term.partition("-")
                first, last = int(first), int(last or first)
            found.update(range(first, last + 1, int(step or 1)))
        return found

    def matches(fields, stars, shown):
        moment = datetime.fromtimestamp(shown * 60, timezone.utc)
        minute, hour, day, month, weekday = fields
        in_month, in_week = moment.day in day, moment.isoweekday() % 7 in weekday
        is_day = (in_month and in_week) if stars[2] or stars[4] else (in_month or in_week)
        return moment.minute in minute and moment.hour in hour and moment.month in month and is_day

    for case in cases:
        texts = case["expression"].split()
        fields = [values(text, *bounds) for text, bounds in zip(texts, RANGES)]
        stars = [text.startswith("*") for text in texts]
        zone = ZoneInfo(case["zone"])
        def shown(minute):
            moment = datetime.fromtimestamp(minute * 60, zone).replace(tzinfo=timezone.utc)
            return int(moment.timestamp()) // 60
        start, end = case["start"] // 60, case["end"] // 60
        latest = max(shown(minute) for minute in range(start - 26 * 60, start + 1))
        expected = []
        for minute in range(start + 1, end + 1):
            now = shown(minute)
            if stars[1]:
                occurs = matches(fields, stars, now)
            else:
                occurs = any(matches(fields, stars, time) for time in range(latest + 1, now + 1))
                latest = max(latest, now)
            if occurs:
                expected.append(minute * 60)
        if expected != case["occurrences"]:
            print(case["expression"], case["zone"], case["start"], "expected", expected[:5], "found", case["occurrences"][:5])
    """#
}
