import Addresses
import Testing

@Suite struct WebURLTests {
  @Test func `a URL is taken apart`() throws {
    let url = try WebURL("https://Example.com:8080/a/b?c=d")
    #expect(url.scheme == .https && url.host == "Example.com" && url.port == 8080 && url.authority == "Example.com:8080")
    #expect(url.target == "/a/b?c=d" && url.path == "/a/b")
    #expect(url.description == "https://Example.com:8080/a/b?c=d")
  }

  @Test(arguments: [
    ("http://a", "a", 80, "/"), ("HTTP://a/", "a", 80, "/"), ("https://a?b", "a", 443, "/?b"), ("http://a:/b", "a", 80, "/b"),
    ("https://a:/b", "a", 443, "/b"), ("http://[::1]:90/x", "::1", 90, "/x"), ("https://[::1]", "::1", 443, "/"),
    ("http://a/b:c@d", "a", 80, "/b:c@d"),
    ("http://[2001:db8::1.2.3.4]", "2001:db8::1.2.3.4", 80, "/"), ("http://a_b.internal/%20", "a_b.internal", 80, "/%20"),
    ("http://a:00080/", "a", 80, "/"), ("https://10.0.0.1:65535", "10.0.0.1", 65_535, "/"),
  ])
  func `what may be left out is filled in`(text: String, host: String, port: Int, target: String) throws {
    let url = try WebURL(text)
    #expect(url.host == host && Int(url.port) == port && url.target == target)
  }

  @Test(arguments: [
    "", "a", "/a", "ftp://a", "http:a", "http:/a", "http://", "http:///a", "http://:80", "http://a:0", "http://a:65536", "http://a:b", "http://a:-1",
    "http://a:+80", "http://u@a/", "http://u:p@a/", "http://a/#f", "http://a/ b", "http://a/\r\nx: y", "http://a/\u{e9}", "http://[::1",
    "http://[x]/",
    "http://::1/", "http://a%20b/", "http://exam%70le.com/", "http://a\\b/", "http://[]/", "http://a/<", "http://[::1]x/", "http://[127.0.0.1]/",
    "http://[1:2:3]/", "http://[fe80::1%25eth0]/", " http://a", "https//a", "\u{212A}http://a",
  ])
  func `what is no such URL is refused, with either scheme`(text: String) {
    #expect(throws: WebURLError.self) { try WebURL(text) }
    #expect(throws: WebURLError.self) { try WebURL(text.replacing("http:", with: "https:")) }
  }

  @Test func `a refusal says what is wrong`() {
    #expect(throws: WebURLError("ftp://a", "expected a URL that begins with http:// or https://")) { try WebURL("ftp://a") }
    #expect(throws: WebURLError("http://[x]/", "\"[x]\" is not a host with an optional port")) { try WebURL("http://[x]/") }
    #expect(throws: WebURLError("http://a:0", "a port is a number from 1 to 65535")) { try WebURL("http://a:0") }
  }

  @Test(arguments: [("0", 0), ("80", 80), ("65535", 65_535), ("00080", 80)] as [(String, UInt16)])
  func `a port is read`(text: String, port: UInt16) { #expect(PortNumber.parse(text) == port) }

  @Test(arguments: ["", "+80", "-1", "65536", "8 0", "٨٠", "0x50"])
  func `what is no port is not read`(text: String) { #expect(PortNumber.parse(text) == nil) }
}
