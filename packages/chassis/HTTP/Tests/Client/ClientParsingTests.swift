import Testing

@testable import HTTP

/// Answers are read in one way or not at all.
@Suite(.onEventLoop) struct ClientParsingTests {
  /// Sends the answer and closes; in pieces, so that no end of a piece is taken for the end of something.
  private func answer(_ raw: String, to method: HTTP.Method = .get, pieces: Int) async throws -> (status: Status, text: String) {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      var rest = raw[...]
      while !rest.isEmpty {
        try await peer.send(String(rest.prefix(pieces)))
        rest = rest.dropFirst(pieces)
        await Task.yield()
      }
    }
    return try await peers.ask(method)
  }

  static let refused: [(raw: String, kind: ClientError.Kind)] = [
    // Lengths that two readers could take differently (RFC 9112, section 6.3).
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .invalidResponse),
    // Lines and fields.
    ("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", .invalidResponse), ("HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n", .invalidResponse), ("HTTP/1.1 200 OK\r\n a: b\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\na : b\r\n\r\n", .invalidResponse), ("HTTP/1.1 200 OK\r\na\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n", .invalidResponse), ("HTTP/1.1 200 OK\r\na: b\rc\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\n: b\r\n\r\n", .invalidResponse),
    // The first line.
    ("HTTP/2.0 200 OK\r\n\r\n", .invalidResponse), ("HTTP/1.1 20 OK\r\n\r\n", .invalidResponse), ("HTTP/1.1 600 OK\r\n\r\n", .invalidResponse),
    ("HTTP/1.1  200 OK\r\n\r\n", .invalidResponse), ("http/1.1 200 OK\r\n\r\n", .invalidResponse), ("\r\nHTTP/1.1 200 OK\r\n\r\n", .invalidResponse),
    ("SSH-2.0-OpenSSH_9.2\r\n\r\n", .invalidResponse), ("HTTP/1.1 2000 OK\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", .invalidResponse),
    (String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 17) + "HTTP/1.1 200 OK\r\n\r\n", .invalidResponse),
    // Chunks.
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nab\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nab\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nab", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n", .invalidResponse),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n", .invalidResponse),
    // What ends too soon is no answer.
    ("", .disconnected), ("HTTP/1.1 200", .disconnected), ("HTTP/1.1 200 OK\r\na: b\r\n", .disconnected),
    ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", .disconnected),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na", .disconnected),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", .disconnected),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n", .disconnected),
    ("HTTP/1.1 100 Continue\r\n\r\n", .disconnected),
    // What is too large.
    ("HTTP/1.1 200 " + String(repeating: "x", count: 9_000) + "\r\n\r\n", .responseTooLarge),
    ("HTTP/1.1 200 OK\r\na: " + String(repeating: "x", count: 40_000) + "\r\n\r\n", .responseTooLarge),
    ("HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n", .responseTooLarge),
    ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nab", .disconnected),
  ]

  @Test(arguments: refused)
  func `an answer that is ambiguous, broken or too large is an error`(raw: String, kind: ClientError.Kind) async throws {
    for pieces in raw.utf8.count > 1000 ? [raw.utf8.count, 977] : [1000, 7, 1] {
      let error = await #expect(throws: ClientError.self, "in pieces of \(pieces)") { try await answer(raw, pieces: pieces) }
      #expect(error?.kind == kind, "in pieces of \(pieces): \(error?.description ?? "")")
    }
  }

  @Test(arguments: [
    ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", 200, "ab"), ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 002\r\n\r\nab", 200, "ab"),
    ("GET", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nab", 200, "ab"), ("GET", "HTTP/1.1 200 \r\n\r\nuntil the end", 200, "until the end"),
    ("GET", "HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, "until the end"),
    ("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nt: u\r\n\r\n", 200, "abc"),
    ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", 200, ""), ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, ""),
    ("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""), ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n", 304, ""),
    ("GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 1\r\n\r\nx", 404, "x"),
    ("GET", String(repeating: "HTTP/1.1 102 P\r\n\r\n", count: 16) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""),
    ("GET", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 302, ""),
  ])
  func `an answer is read`(method: String, raw: String, status: Int, text: String) async throws {
    for pieces in [1000, 5, 1] {
      let answer = try await answer(raw, to: HTTP.Method(method), pieces: pieces)
      #expect(answer.status.code == status)
      #expect(answer.text == text)
    }
  }

  @Test func `trailers are there at the end`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      try await peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-sum: 17\r\n\r\n")
    }
    let response = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    _ = try await response.body.collect(upTo: 10)
    #expect(await response.body.trailers()["X-Sum"] == "17")
  }
}
