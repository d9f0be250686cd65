import HTTP
import TestSupport
import Testing

@Suite struct FilesTests {
  private let text = "0123456789"

  private func memory() throws -> Handler {
    var router = Router()
    router.files(
      at: "/assets",
      from: MemoryFiles(files: [
        "a.txt": ServedFile(Array(text.utf8), contentType: "text/plain", lastModified: 784_111_777),
        "sub/index.html": ServedFile(Array("<p>".utf8), contentType: "text/html"), "empty": ServedFile([], contentType: "text/plain"),
      ]))
    return try router.makeHandler()
  }

  private func get(_ handler: Handler, _ path: String, _ headers: Headers = [:], method: Method = .get) async throws -> Response {
    try await handler(Request(method, path, headers: headers))
  }

  @Test func `a file has what a client needs to keep it`() async throws {
    let response = try await get(memory(), "/assets/a.txt")
    #expect(response.status == .ok)
    #expect(response.headers["content-type"] == "text/plain")
    #expect(response.headers["last-modified"] == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(response.headers["accept-ranges"] == "bytes")
    #expect(response.headers["cache-control"] == "no-cache")
    let tag = try #require(response.headers["etag"])
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
    #expect(try await response.collectedText() == text)
  }

  @Test func `HEAD has the length of what GET would answer`() async throws {
    let response = try await get(memory(), "/assets/a.txt", method: .head)
    #expect(response.status == .ok)
    #expect(response.body.length == 10)
  }

  @Test func `a file that the client has already is not sent`() async throws {
    let handler = try memory()
    let tag = try #require(try await get(handler, "/assets/a.txt").headers["etag"])
    for value in [tag, "W/\(tag)", "*", "\"x\", \(tag)", "\"a,b\",W/\(tag)"] {
      let response = try await get(handler, "/assets/a.txt", ["if-none-match": value])
      #expect(response.status == .notModified, "\(value)")
      #expect(response.headers["etag"] == tag)
      #expect(response.body.length == 0)
    }
    for value in ["\"x\"", "x", ""] { #expect(try await get(handler, "/assets/a.txt", ["if-none-match": value]).status == .ok, "\(value)") }
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 304), ("Sun, 06 Nov 1994 08:49:38 GMT", 304), ("Sun, 06 Nov 1994 08:49:36 GMT", 200),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 304), ("Sun Nov  6 08:49:37 1994", 304), ("yesterday", 200), ("Sun, 06 Nov 1994 08:49:37 CET", 200),
    ("Thu, 29 Feb 2024 00:00:00 GMT", 304), ("Sun, 06 Nov 1994 25:49:37 GMT", 200),
  ])
  func `a file that did not change since is not sent`(date: String, status: Int) async throws {
    #expect(try await get(memory(), "/assets/a.txt", ["if-modified-since": date]).status.code == status)
  }

  @Test func `a tag counts before a date`() async throws {
    let response = try await get(memory(), "/assets/a.txt", ["if-none-match": "\"x\"", "if-modified-since": "Sun, 06 Nov 1994 08:49:37 GMT"])
    #expect(response.status == .ok)
  }

  @Test func `another version than the one asked for is not sent`() async throws {
    let handler = try memory()
    let tag = try #require(try await get(handler, "/assets/a.txt").headers["etag"])
    let conditions: [(name: String, value: String, status: Int)] = [
      ("if-match", tag, 200), ("if-match", "\"x\", \(tag)", 200), ("if-match", "*", 200), ("if-match", "\"x\"", 412),
      ("if-match", "W/\(tag)", 412), ("if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT", 200),
      ("if-unmodified-since", "Sun, 06 Nov 1994 08:49:36 GMT", 412),
    ]
    for (name, value, status) in conditions {
      #expect(try await get(handler, "/assets/a.txt", [name: value]).status.code == status, "\(name): \(value)")
    }
  }

  private static let manyRanges = "bytes=" + [String](repeating: "20-", count: 17).joined(separator: ",")

  @Test(
    arguments: [
      ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=4-", 206, "456789", "bytes 4-9/10"), ("bytes=-3", 206, "789", "bytes 7-9/10"),
      ("bytes=-100", 206, "0123456789", "bytes 0-9/10"), ("bytes=9-100", 206, "9", "bytes 9-9/10"),
      ("bytes=0-99999999999999999999", 206, "0123456789", "bytes 0-9/10"), ("bytes=10-", 416, nil, "bytes */10"),
      ("bytes=99999999999999999999-", 416, nil, "bytes */10"), ("bytes=-0", 416, nil, "bytes */10"), ("bytes=5-4", 200, "0123456789", nil),
      ("bytes=0-3,3-4", 200, "0123456789", nil), ("bytes=0-1,x", 200, "0123456789", nil), ("bytes=,", 200, "0123456789", nil),
      ("bytes=20-, 8-,10-11", 206, "89", "bytes 8-9/10"), ("bytes=20-,30-", 416, nil, "bytes */10"),
      (Self.manyRanges, 200, "0123456789", nil), ("lines=0-1", 200, "0123456789", nil), ("bytes=a-b", 200, "0123456789", nil),
      ("bytes=-", 200, "0123456789", nil), ("bytes=1", 200, "0123456789", nil), ("bytes=--1", 200, "0123456789", nil),
    ] as [(String, Int, String?, String?)])
  func `a range of a file is sent`(range: String, status: Int, expected: String?, contentRange: String?) async throws {
    let response = try await get(memory(), "/assets/a.txt", ["range": range])
    #expect(response.status.code == status)
    #expect(response.headers["content-range"] == contentRange)
    if let expected { #expect(try await response.collectedText() == expected) }
  }

  @Test func `a range is sent only of the version that the client has`() async throws {
    let handler = try memory()
    let tag = try #require(try await get(handler, "/assets/a.txt").headers["etag"])
    let conditions = [
      (tag, 206), ("\"x\"", 200), ("W/\(tag)", 200), ("Sun, 06 Nov 1994 08:49:37 GMT", 206), ("Sun, 06 Nov 1994 08:49:38 GMT", 200),
    ]
    for (condition, status) in conditions {
      let response = try await get(handler, "/assets/a.txt", ["range": "bytes=0-1", "if-range": condition])
      #expect(response.status.code == status, "\(condition)")
    }
  }

  @Test func `several ranges are sent as parts, in the order asked for`() async throws {
    let response = try await get(memory(), "/assets/a.txt", ["range": "bytes=-2, 0-1 ,4-4"])
    #expect(response.status == .partialContent)
    #expect(response.headers["content-range"] == nil)
    let type = try #require(response.headers["content-type"])
    let boundary = try #require(type.split(separator: "=").last)
    #expect(type == "multipart/byteranges; boundary=\(boundary)")
    let body = try await response.collectedText()
    let parts = [("8-9", "89"), ("0-1", "01"), ("4-4", "4")].map { range, text in
      "--\(boundary)\r\ncontent-type: text/plain\r\ncontent-range: bytes \(range)/10\r\n\r\n\(text)\r\n"
    }
    #expect(body == parts.joined() + "--\(boundary)--\r\n")
    #expect(response.body.length == body.utf8.count)
  }

  @Test(arguments: [("/assets/empty", 200), ("/assets/", 404), ("/assets/sub/", 200), ("/assets/a.txt/", 404), ("/assets/b.txt", 404)])
  func `a path finds its file or nothing`(path: String, status: Int) async throws {
    #expect(try await get(memory(), path).status.code == status)
  }

  @Test func `a folder without its slash is sent to the one with it`() async throws {
    let response = try await memory()(Request(.get, "/assets/sub", query: "a=1"))
    #expect(response.status == .permanentRedirect)
    #expect(response.headers["location"] == "/assets/sub/?a=1")
  }

  // MARK: From disk

  private func site() throws -> (folder: TemporaryFolder, handler: Handler) {
    let folder = try TemporaryFolder()
    try folder.write("secret", to: "secret.txt")
    try folder.write("index", to: "site/index.html")
    try folder.write("style", to: "site/style/main.css")
    try folder.write("hidden", to: "site/.env")
    try folder.write("hidden", to: "site/.git/config")
    try folder.write("known", to: "site/.well-known/security.txt")
    try folder.write("other", to: "site-other/file.txt")
    try folder.write(String(repeating: "0123456789", count: 20_000), to: "site/large.bin")
    try folder.write("ä", to: "site/ä b.txt")
    try folder.link("../secret.txt", at: "site/out.txt")
    try folder.link("..", at: "site/up")
    try folder.link("../site-other", at: "site/sibling")
    try folder.link("style/main.css", at: "site/in.css")
    try folder.link("loop", at: "site/loop")
    var router = Router()
    router.files(from: try FolderFiles("\(folder.path)/site"))
    return (folder, try router.makeHandler())
  }

  @Test(arguments: [
    ("/", "index"), ("/index.html", "index"), ("/style/main.css", "style"), ("/in.css", "style"), ("/.well-known/security.txt", "known"),
    ("/%C3%A4%20b.txt", "ä"),
  ])
  func `files below a folder are served`(path: String, expected: String) async throws {
    let site = try site()
    let response = try await get(site.handler, path)
    #expect(response.status == .ok)
    #expect(try await response.collectedText() == expected)
  }

  @Test(arguments: [
    "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/style/..%2f..%2fsecret.txt", "/style/../../secret.txt", "/out.txt",
    "/up/secret.txt", "/sibling/file.txt", "/loop", "/.env", "/.git/config", "//etc/passwd", "/%2fetc/passwd", "/style%5cmain.css",
    "/style//main.css", "/index.html%00.txt", "/style", "/style/", "/none", "/index.html/x",
  ])
  func `nothing else is`(path: String) async throws {
    let site = try site()
    let response = try await get(site.handler, path)
    #expect([400, 404].contains(response.status.code), "\(path): \(response.status)")
  }

  @Test func `a large file is read in parts, and a range of it from its place`() async throws {
    let site = try site()
    let whole = try await get(site.handler, "/large.bin")
    guard case .stream(200_000, _) = whole.body else {
      Issue.record("expected a stream of 200000 bytes")
      return
    }
    #expect(try await whole.collectedText() == String(repeating: "0123456789", count: 20_000))
    #expect(whole.headers["content-type"] == "application/octet-stream")
    #expect(try await get(site.handler, "/large.bin", ["range": "bytes=100003-100005"]).collectedText() == "345")
    let parts = try await get(site.handler, "/large.bin", ["range": "bytes=100000-199999,0-99"])
    #expect(try await parts.collectedText().contains("\r\n\r\n" + String(repeating: "0123456789", count: 10_000) + "\r\n--"))
    #expect(try await get(site.handler, "/large.bin", ["range": "bytes=10-150009"]).collectedBytes().count == 150_000)
  }

  @Test func `a file that changed has another tag`() async throws {
    let site = try site()
    let before = try await get(site.handler, "/style/main.css").headers["etag"]
    try site.folder.write("STYLE", to: "site/style/main.css")
    #expect(try await get(site.handler, "/style/main.css").headers["etag"] != before)
  }
}
