import Testing

@testable import SchedulerWorker

@Suite struct TargetURLTests {
  @Test(arguments: [
    ("http://example.com", "example.com", 80, "/", "example.com"),
    ("http://example.com:8080/a/b?c=d&e", "example.com", 8080, "/a/b?c=d&e", "example.com:8080"),
    ("HTTP://Example.com/A", "Example.com", 80, "/A", "Example.com"), ("http://10.0.0.1?x", "10.0.0.1", 80, "/?x", "10.0.0.1"),
    ("http://[::1]:9000/", "::1", 9000, "/", "[::1]:9000"), ("http://[2001:db8::1.2.3.4]", "2001:db8::1.2.3.4", 80, "/", "[2001:db8::1.2.3.4]"),
    ("http://a_b.internal/%20", "a_b.internal", 80, "/%20", "a_b.internal"),
  ])
  func `a URL is taken apart`(text: String, host: String, port: UInt16, target: String, authority: String) throws {
    let url = try TargetURL(parsing: text)
    #expect(url.host == host && url.port == port && url.target == target && url.authority == authority)
  }

  @Test(arguments: [
    "", "example.com", "ftp://example.com", "https://example.com", "http://", "http:///path", "http://:80/", "http://user@example.com/",
    "http://example.com:0/", "http://example.com:65536/", "http://example.com:/", "http://example.com:+80/", "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[::1]x/", "http://[1.2.3.4]/", "http://exa mple.com/", "http://example.com/a b", "http://example.com/\r\nHost: x", "http://example.com/ü",
    "http://example.com/#top", "http://exam%70le.com/", "http://example.com/<>",
  ])
  func `what is not such a URL is refused`(text: String) {
    #expect(throws: TargetURLError.self) { try TargetURL(parsing: text) }
  }

  @Test(arguments: [("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("1h30m", 5_400_000), ("1h1m1s1ms", 3_661_001), ("0s", 0)])
  func `a length of time is read`(text: String, milliseconds: Int) {
    #expect(DurationText.parse(text) == .milliseconds(milliseconds))
  }

  @Test(arguments: ["", "5", "s", "5 s", "-5s", "5S", "1m1h", "5s5s", "1.5s", "5d", "5s ", "١s", "1234567890s", "5µs"])
  func `what is not a length of time is not read`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test func `lengths of time are written in the largest unit that fits`() {
    #expect(
      [500, 30_000, 90_000, 300_000, 86_400_000, 0].map { DurationText.write(.milliseconds($0)) } == ["500ms", "30s", "90s", "5m", "24h", "0s"])
  }
}
