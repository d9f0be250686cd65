import Calendar
import HTTPTesting
import Platform
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ServedResponseTests {
  private static let handler: Handler = { request in
    switch request.path {
    case "/text": return .text("hello")
    case "/empty": return Response()
    case "/large": return Response(.ok, body: .bytes([UInt8](repeating: 7, count: 300_000)))
    case "/large-text": return .text(String(repeating: "é", count: 100_000))
    case "/no-content": return Response(.noContent, body: .text("not to be sent"))
    case "/not-modified": return Response(.notModified, headers: ["etag": "\"a\"", "content-length": "5"])
    case "/chunked":
      return Response(
        .ok,
        body: .stream(length: nil) { writer in
          for part in ["a", "", "bc", String(repeating: "d", count: 100_000)] { try await writer.write(Array(part.utf8)) }
          writer.setTrailers(["digest": "x"])
        })
    case "/known": return Response(.ok, body: .stream(length: 6) { writer in for _ in 0..<3 { try await writer.write([65, 66]) } })
    case "/short": return Response(.ok, body: .stream(length: 6) { writer in try await writer.write([65, 66]) })
    case "/long": return Response(.ok, body: .stream(length: 1) { writer in try await writer.write([65, 66]) })
    case "/fails-late":
      return Response(
        .ok,
        body: .stream(length: nil) { writer in
          try await writer.write([65])
          throw Problem(.conflict)
        })
    case "/fails-early": return Response(.ok, body: .stream(length: nil) { _ in throw Problem(.conflict) })
    case "/informational": return Response(.continue)
    case "/problem": throw Problem(.conflict, "taken")
    default: throw Unexpected()
    }
  }

  private struct Unexpected: Error {}

  private let kept = Kept()
  private var client: TestClient {
    var configuration = ServerConfiguration.patient
    configuration.reportError = { [kept] error, _ in kept.errors.withLock { $0.append("\(error)") } }
    return TestClient(Self.handler, configuration: configuration)
  }

  private func get(_ path: String, _ method: Method = .get) async throws -> TestResponse { try await client.send(Request(method, path)) }

  @Test(arguments: ["/text", "/empty", "/large", "/large-text", "/known", "/chunked"])
  func `HEAD has the length of GET and no body`(_ path: String) async throws {
    let connection = try await client.connect()
    try await connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\nHEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET /text HTTP/1.1\r\nHost: a\r\n\r\n")
    let full = try await connection.receive()
    let bare = try await connection.receive(answering: .head)
    #expect(bare.headers["content-length"] == full.headers["content-length"])
    if path == "/empty" { #expect(full.headers["content-length"] == "0") }
    #expect(try await connection.receive().text == "hello")
  }

  @Test func `bodies of every kind arrive whole`() async throws {
    #expect(try await get("/large").body == [UInt8](repeating: 7, count: 300_000))
    #expect(try await get("/large-text").text == String(repeating: "é", count: 100_000))
    #expect(try await get("/known").text == "ABABAB")
    let chunked = try await get("/chunked")
    #expect(chunked.headers["transfer-encoding"] == "chunked" && chunked.headers["content-length"] == nil)
    #expect(chunked.text == "abc" + String(repeating: "d", count: 100_000))
    #expect(chunked.trailers == ["digest": "x"])
  }

  @Test func `statuses without a body have none`() async throws {
    let connection = try await client.connect()
    try await connection.send("GET /no-content HTTP/1.1\r\nHost: a\r\n\r\nGET /not-modified HTTP/1.1\r\nHost: a\r\n\r\n")
    let noContent = try await connection.receive()
    #expect(noContent.status == .noContent && !noContent.headers.contains("content-length"))
    let notModified = try await connection.receive()
    #expect(notModified.status == .notModified && notModified.headers["content-length"] == "5")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `HTTP 1 0 gets a stream up to the end of the connection`() async throws {
    let connection = try await client.connect()
    try await connection.send("GET /chunked HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    let response = try await connection.receive()
    #expect(response.headers["transfer-encoding"] == nil && response.headers["connection"] == "close")
    #expect(response.body.count == 100_003)
  }

  @Test func `a stream that fails never looks complete`() async throws {
    for path in ["/short", "/fails-late"] {
      let connection = try await client.connect()
      try await connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
      await #expect(throws: TestConnectionError.self, "\(path)") { try await connection.receive() }
    }
    #expect(kept.errors.withLock { $0.count } == 2)
  }

  @Test func `a stream that fails before anything was sent is answered with its error`() async throws {
    #expect(try await get("/fails-early").status == .conflict)
    #expect(try await get("/long").status == .internalServerError)
  }

  @Test func `an error is answered as it says, and any other with 500 and nothing told`() async throws {
    let problem = try await get("/problem")
    #expect(problem.status == .conflict && problem.text.contains("taken"))
    #expect(kept.errors.withLock { $0 } == [])
    let unexpected = try await get("/")
    #expect(unexpected.status == .internalServerError && !unexpected.text.contains("Unexpected"))
    #expect(try await get("/informational").status == .internalServerError)
    #expect(kept.errors.withLock { $0 } == ["Unexpected()", "a handler answered 100 Continue; a response's status is 200 or more"])
  }

  @Test func `the head of a stream goes out before its first part`() async throws {
    let gate = Latch()
    let client = TestClient({ _ in
      Response(
        .ok,
        body: .stream(length: nil) { writer in
          _ = await gate.wait(until: .now + .seconds(60))
          try await writer.write([65])
        })
    })
    let connection = try await client.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    gate.set()
    #expect(try await connection.receive().text == "A")
  }

  @Test func `a body may be read and written at the same time`() async throws {
    let client = TestClient({ request in
      Response(.ok, body: .stream(length: nil) { writer in while let part = try await request.body.read() { try await writer.write(part) } })
    })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    try await connection.send("2\r\ncd\r\n0\r\n\r\n")
    #expect(try await connection.receive().text == "abcd")
  }

  @Test func `no control character of a field's value is sent`() async throws {
    let controls = (UInt8(1)..<0x20).map { "\(Unicode.Scalar($0))" }.joined() + "\u{7F}\0"
    let client = TestClient({ _ in
      Response(
        .ok, headers: ["x": "a\(controls)b"],
        body: .stream(length: nil) { writer in
          writer.setTrailers(["y": "c\(controls)d"])
          try await writer.write([65])
        })
    })
    let connection = try await client.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    await connection.finishSending()
    let lines = try await connection.receiveToEnd().split(separator: [0x0D, 0x0A]).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.contains("x: a        \t\(String(repeating: " ", count: 24))b") && lines.contains { $0.hasPrefix("y: c") })
    for line in lines { #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }, "\(line.debugDescription)") }
  }

  @Test func `a response says when it was made`() async throws {
    let before = Clocks.realtime / 1_000_000_000
    let date = try await get("/text").headers["date"]
    let after = Clocks.realtime / 1_000_000_000
    #expect((before - 1...after).contains { UnixTime(seconds: $0).httpDate == date }, "\(date ?? "no date")")
  }
}
