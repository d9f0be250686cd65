import Addresses
import HTTP
import Testing

/// What a schedule may call: whatever its reader lets through goes into a request line as it stands.
@Suite struct RequestURLTests {
  @Test(arguments: [
    ("http://example.com", "example.com", 80, "/", "example.com"),
    ("http://example.com:8080/a/b?c=d&e", "example.com", 8080, "/a/b?c=d&e", "example.com:8080"),
    ("HTTP://Example.com/A", "Example.com", 80, "/A", "Example.com"), ("http://10.0.0.1?x", "10.0.0.1", 80, "/?x", "10.0.0.1"),
    ("http://[::1]:9000/", "::1", 9000, "/", "[::1]:9000"), ("http://[2001:db8::1.2.3.4]", "2001:db8::1.2.3.4", 80, "/", "[2001:db8::1.2.3.4]"),
    ("http://a_b.internal/%20", "a_b.internal", 80, "/%20", "a_b.internal"), ("https://example.com", "example.com", 443, "/", "example.com"),
  ])
  func `a URL is taken apart`(text: String, host: String, port: UInt16, target: String, authority: String) throws {
    let url = try HTTPURL(text)
    #expect(url.host == host && url.port == port && url.target == target && url.authority == authority)
  }

  @Test(arguments: [
    "", "example.com", "ftp://example.com", "http://", "http:///path", "http://:80/", "http://user@example.com/",
    "http://example.com:0/", "http://example.com:65536/", "http://example.com:+80/", "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[::1]x/", "http://[1.2.3.4]/", "http://exa mple.com/", "http://example.com/a b", "http://example.com/\r\nHost: x", "http://example.com/ü",
    "http://example.com/#top", "http://exam%70le.com/", "http://example.com/<>",
  ])
  func `what is not such a URL is refused`(text: String) {
    #expect(throws: WebURLError.self) { try HTTPURL(text) }
  }
}
