import Platform
import TestSupport
import Testing

@testable import Calendar

@Suite struct TimeZoneTests {
  @Test(arguments: [
    ("Europe/Berlin", "2026-07-01T00:00:00Z", 7200, "CEST"), ("Europe/Berlin", "2100-01-01T00:00:00Z", 3600, "CET"),
    ("Europe/Berlin", "1800-01-01T00:00:00Z", 3208, "LMT"), ("Asia/Kathmandu", "2026-01-01T00:00:00Z", 20_700, "+0545"),
    ("America/St_Johns", "2026-01-01T00:00:00Z", -12_600, "NST"), ("Etc/GMT+5", "2026-01-01T00:00:00Z", -18_000, "-05"),
    ("US/Pacific", "2026-07-01T00:00:00Z", -25_200, "PDT"), ("Europe/Dublin", "2050-01-01T00:00:00Z", 0, "GMT"),
    ("Africa/Casablanca", "2500-01-01T00:00:00Z", 3600, "+01"), ("UTC", "2026-01-01T00:00:00Z", 0, "UTC"),
  ])
  func `the offset of a place at a time`(name: String, text: String, offset: Int, abbreviation: String) throws {
    let span = try zone(name).span(at: time(text))
    #expect(span.offset == offset)
    #expect(span.type.abbreviation == abbreviation)
    #expect(span.start <= time(text) && time(text) < span.end)
  }

  @Test func `spans follow one another without a hole, from the first record far into what the footer says`() throws {
    for name in ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns", "Pacific/Apia", "Europe/Dublin", "America/Nuuk"] {
      let zone = try zone(name)
      var span = zone.span(at: .distantPast)
      while span.start < time("2200-01-01T00:00:00Z") {
        let next = zone.span(at: span.end)
        #expect(next.start == span.end && next.end > next.start, "\(name) at \(span.end)")
        #expect(zone.span(at: span.end - 1) == span, "\(name) at \(span.end)")
        span = next
        if span.end == .distantFuture { break }
      }
    }
  }

  @Test func `UTC needs no database`() throws {
    let nowhere = TimeZoneDatabase(folder: "/nonexistent")
    #expect(try nowhere.zone("UTC").offset(at: time("2026-01-01T00:00:00Z")) == 0)
    #expect(try nowhere.zone("Etc/UTC").name == "Etc/UTC")
    #expect(throws: TimeZoneError("there is no time zone database at /nonexistent: install the package tzdata, or set TZDIR to where it is")) {
      try nowhere.zone("Europe/Berlin")
    }
  }

  @Test(arguments: [
    "", "/etc/passwd", "../../etc/passwd", "Europe/../Berlin", "Europe//Berlin", "Europe/Berlin/", "./UTC", "Europe\\Berlin", "Eur\u{0}ope", "Ünited",
  ])
  func `a name that leads elsewhere is refused before anything is opened`(name: String) {
    #expect {
      try TimeZoneDatabase(folder: "/").zone(name)
    } throws: {
      "\($0)".contains("is not the name of a time zone")
    }
  }

  @Test func `what is no zone is refused by name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("not a zone", to: "Text")
    try folder.write("", to: "Nothing")
    try folder.write("x", to: "Area/Place")
    let database = TimeZoneDatabase(folder: folder.path)
    #expect(throws: TimeZoneError("\(folder.path)/Text is not a compiled time zone: it does not begin with \"TZif\"")) { try database.zone("Text") }
    #expect(throws: TimeZoneError("\(folder.path)/Nothing is not a compiled time zone: it is cut short")) { try database.zone("Nothing") }
    for name in ["Area", "Mars/Base"] {
      #expect(throws: TimeZoneError("there is no time zone \"\(name)\" in \(folder.path); names are as in Europe/Berlin, in this spelling")) {
        try database.zone(name)
      }
    }
  }

  @Test func `a link leads to its zone and keeps its own name`() throws {
    let folder = try TemporaryFolder()
    try folder.link("\(TimeZoneDatabase.systemFolder)/Asia/Kolkata", at: "Calcutta")
    let zone = try TimeZoneDatabase(folder: folder.path).zone("Calcutta")
    #expect(zone.name == "Calcutta")
    #expect(zone.offset(at: time("2026-01-01T00:00:00Z")) == 19_800)
  }
}
