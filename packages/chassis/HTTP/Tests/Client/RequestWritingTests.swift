import Telemetry
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct RequestWritingTests {
  /// What the other side gets of the request's head, and so many bytes after it.
  private func sent(_ request: ClientRequest, bytes: Int = 0, tracer: Tracer? = nil) async throws -> String {
    let (heads, found) = AsyncStream<String>.makeStream()
    let peers = try ScriptedPeers(.forTests, tracer: tracer) { peer, _ in
      let head = try await peer.receiveHead()
      found.yield(head + (bytes > 0 ? "\n" + (try await peer.receive(bytes)) : ""))
      try await peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
      await peer.readToEnd()
    }
    _ = try await peers.client.send(request)
    for await head in heads { return head }
    return ""
  }

  @Test func `a head has what it needs and no more`() async throws {
    #expect(try await sent(ClientRequest(.get, "http://peer.test:81/a?b")) == "GET /a?b HTTP/1.1\nhost: peer.test:81\n")
  }

  @Test func `fields that frame the message are the client's own`() async throws {
    let headers: Headers = [
      "Host": "other", "Content-Length": "5", "Transfer-Encoding": "chunked", "Connection": "keep-alive, x-b", "x-a": "1", "x-A": "2",
    ]
    let request = try ClientRequest(.post, "http://peer.test/", headers: headers, body: .bytes([0x61]))
    #expect(try await sent(request, bytes: 1) == "POST / HTTP/1.1\nHost: other\nx-a: 1\nx-A: 2\ncontent-length: 1\n\na")
  }

  @Test func `no line can be smuggled into a field`() async throws {
    let head = try await sent(ClientRequest(.get, "http://peer.test/", headers: ["a": "b\r\nc: d", "e\r\nf": "g"]))
    #expect(head == "GET / HTTP/1.1\nhost: peer.test\na: b  c: d\n")
  }

  @Test(arguments: ["GET / HTTP/1.1\r\nx", "", "A B", "CONNECT"])
  func `a method that is none is not sent`(method: String) async throws {
    let peers = try ScriptedPeers { _, _ in }
    let error = await #expect(throws: ClientError.self) { try await peers.ask(HTTP.Method(method)) }
    #expect(error?.kind == .invalidRequest)
    #expect(peers.connections == 0)
  }

  @Test(arguments: [("POST", true), ("PUT", true), ("PATCH", true), ("GET", false), ("DELETE", false)])
  func `no body is said to be none where one is expected`(method: String, isSaid: Bool) async throws {
    let head = try await sent(ClientRequest(HTTP.Method(method), "http://peer.test/"))
    #expect(head.contains("content-length: 0") == isSaid)
  }

  @Test func `a body of unknown length goes in chunks`() async throws {
    let parts = Parts([Array("ab".utf8), [], Array("cde".utf8)])
    let request = try ClientRequest(.post, "http://peer.test/", body: RequestBody { parts.next() })
    let text = try await sent(request, bytes: 20)
    #expect(text == "POST / HTTP/1.1\nhost: peer.test\ntransfer-encoding: chunked\n\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")
  }

  @Test func `a body of known length goes as it is`() async throws {
    let parts = Parts([Array("ab".utf8), Array("cde".utf8)])
    let request = try ClientRequest(.post, "http://peer.test/", body: RequestBody(length: 5) { parts.next() })
    #expect(try await sent(request, bytes: 5) == "POST / HTTP/1.1\nhost: peer.test\ncontent-length: 5\n\nabcde")
  }

  @Test func `the trace is passed on`() async throws {
    let trace = try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=b"))
    let request = try ClientRequest(.get, "http://peer.test/", headers: ["traceparent": "x", "tracestate": "y"])
    let head = try await TraceContext.$current.withValue(trace) { try await sent(request) }
    #expect(head == "GET / HTTP/1.1\nhost: peer.test\ntraceparent: \(trace.traceparent)\ntracestate: a=b\n")
  }

  @Test func `with a tracer, a request is a span of its own`() async throws {
    let spans = Spans()
    let tracer = Tracer(processor: spans)
    let trace = try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
    let head = try await TraceContext.$current.withValue(trace) { try await sent(ClientRequest(.get, "http://peer.test/a?secret"), tracer: tracer) }
    let span = try #require(spans.all.withLock { $0.first })
    #expect(span.parent == trace.spanID)
    #expect(span.kind == .client)
    #expect(head.contains("traceparent: \(span.context.traceparent)\n"))
    #expect(span.attributes.contains { $0.key == "url.full" && $0.value == .string("http://peer.test/a") })
    #expect(span.attributes.contains { $0.key == "http.response.status_code" && $0.value == .int(200) })
    _ = try await sent(ClientRequest(.get, "http://peer.test/"), tracer: tracer)
    #expect(spans.all.withLock { $0.count } == 1)
  }
}
