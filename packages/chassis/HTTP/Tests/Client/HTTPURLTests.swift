import Addresses
import HTTP
import Testing

@Suite struct HTTPURLTests {
  @Test func `a URL is taken apart`() throws {
    let url = try HTTPURL("http://Example.com:8080/a/b?c=d")
    #expect(url.host == "Example.com")
    #expect(url.port == 8080)
    #expect(url.authority == "Example.com:8080")
    #expect(url.target == "/a/b?c=d")
    #expect(url.description == "http://Example.com:8080/a/b?c=d")
  }

  @Test(arguments: [
    ("http://a", "a", 80, "/"), ("HTTP://a/", "a", 80, "/"), ("http://a?b", "a", 80, "/?b"), ("http://a:/b", "a", 80, "/b"),
    ("http://[::1]:90/x", "::1", 90, "/x"), ("http://[::1]", "::1", 80, "/"), ("http://a/b:c@d", "a", 80, "/b:c@d"),
    ("https://a", "a", 443, "/"), ("HTTPS://a:80/x", "a", 80, "/x"),
  ])
  func `what may be left out is filled in`(text: String, host: String, port: Int, target: String) throws {
    let url = try HTTPURL(text)
    #expect(url.host == host && Int(url.port) == port && url.target == target)
  }

  @Test(arguments: [
    "", "a", "/a", "ftp://a", "http:a", "http:/a", "http://", "http:///a", "http://:80", "http://a:0", "http://a:65536", "http://a:b", "http://a:-1",
    "http://u@a/", "http://u:p@a/", "http://a/#f", "http://a/ b", "http://a/\r\nx: y", "http://a/\u{e9}", "http://[::1", "http://[x]/", "http://::1/",
    "http://a%20b/", "http://a\\b/", "http://[]/", "http://a/<", "http://[::1]x/", "http://[127.0.0.1]/",
  ])
  func `what is no such URL is refused`(text: String) {
    #expect(throws: WebURLError.self) { try HTTPURL(text) }
  }
}
