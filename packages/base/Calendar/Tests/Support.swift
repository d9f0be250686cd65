import Calendar

/// The zone of that name, from the system's database; a test that needs it fails where it is not installed.
func zone(_ name: String) throws -> TimeZone { try TimeZoneDatabase().zone(name) }

func time(_ text: String) -> UnixTime { UnixTime(rfc3339: text)! }

/// The next occurrences of what the text says, as the zone's clock shows them, with its offset.
func occurrences(_ text: String, in zoneName: String, after start: String, count: Int) throws -> [String] {
  let (recurrence, zone) = (try Recurrence(parsing: text), try zone(zoneName))
  return occurrences(of: recurrence, in: zone, after: time(start), count: count).map { $0.description(offset: zone.offset(at: $0)) }
}

func occurrences(of recurrence: Recurrence, in zone: TimeZone, after start: UnixTime, count: Int) -> [UnixTime] {
  var (found, last): ([UnixTime], UnixTime) = ([], start)
  while found.count < count, let next = recurrence.next(after: last, in: zone) {
    found.append(next)
    last = next
  }
  return found
}
