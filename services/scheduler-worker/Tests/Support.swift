import Calendar

/// The zone of that name, from the system's database; a test that needs it fails where it is not installed.
func zone(_ name: String) throws -> TimeZone { try TimeZoneDatabase().zone(name) }

func time(_ text: String) -> UnixTime { UnixTime(rfc3339: text)! }
