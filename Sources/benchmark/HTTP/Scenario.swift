/// One kind of load: what is asked, over how many connections, and what must come of it.
struct Scenario {
  let name: String
  let title: String
  let connections: Int
  /// One request, byte for byte; `wrk` sends `depth` of them at once.
  let request: [UInt8]
  var depth = 1
  /// A new connection for each request.
  var closes = false
  /// Of the floor's requests per second; `nil` where nothing is promised.
  var target: Double?

  static let all: [Scenario] =
    [16, 64, 256].map {
      Scenario(name: "keep-alive-\($0)", title: "keep-alive, \($0) connections", connections: $0, request: get("/plain"), target: 0.75)
    } + [
      Scenario(name: "pipelining-16", title: "pipelining 16, 64 connections", connections: 64, request: get("/plain"), depth: 16),
      Scenario(
        name: "connection-per-request", title: "connection per request, 64", connections: 64, request: get("/plain", "Connection: close\r\n"),
        closes: true, target: 0.6),
      Scenario(name: "json-1k", title: "1 KB of JSON, 64 connections", connections: 64, request: get("/json")),
      Scenario(name: "upload-1m", title: "1 MB upload, 16 connections", connections: 16, request: upload(1 << 20)),
    ]

  /// What a client of today sends, without its cookies.
  static func get(_ path: String, _ fields: String = "") -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: benchmark\r\nAccept: */*\r\n\(fields)\r\n".utf8)
  }

  private static func upload(_ length: Int) -> [UInt8] {
    Array("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: \(length)\r\n\r\n".utf8)
      + [UInt8](repeating: 0x61, count: length)
  }
}
