import HTTPTesting
import IO
import Platform
import TestSupport
import Testing

@testable import HTTP

/// Clients that others have written.
@Suite(.onEventLoop) struct IndependentClientTests {
  private func withServer(_ body: (UInt16) async throws -> Void) async throws {
    let loops = try EventLoops(count: 2)
    let server = Server(at: .ip("127.0.0.1", port: 0), on: loops, configuration: .patient) { request in
      let bytes = try await request.body.collect(upTo: 4 << 20)
      switch request.path {
      case "/stream":
        return Response(
          .ok,
          body: .stream(length: nil) { writer in
            for part in stride(from: 0, to: bytes.count, by: 10_000) {
              try await writer.write(Array(bytes[part..<min(part + 10_000, bytes.count)]))
            }
          })
      case "/no-content": return Response(.noContent)
      default: return Response(.ok, headers: ["x-method": request.method.name], body: .bytes(bytes))
      }
    }
    try await server.start()
    try await body(try #require(server.address?.port))
    try await server.stop(deadline: .now + .seconds(60))
    loops.stop()
  }

  @Test func `python's client understands every kind of response on one connection`() async throws {
    guard let python = try await onOwnThread({ Python.withoutPackages(for: "IndependentClientTests") }) else { return }
    let script = """
      import http.client, sys
      c = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=50)
      c.connect()
      socket = c.sock
      big = bytes(range(256)) * 8000
      def ask(method, path, body=None, headers={}, **more):
          c.request(method, path, body=body, headers=headers, **more)
          r = c.getresponse()
          return r, r.read()
      for _ in range(3):
          r, b = ask('GET', '/'); assert r.status == 200 and b == b'' and r.getheader('content-length') == '0'
          r, b = ask('POST', '/', big); assert b == big, len(b)
          r, b = ask('POST', '/stream', big); assert b == big and r.getheader('transfer-encoding') == 'chunked'
          r, b = ask('PUT', '/', iter([b'ab', b'cde']), encode_chunked=True, headers={'Transfer-Encoding': 'chunked'}); assert b == b'abcde'
          r, b = ask('HEAD', '/', b'abc'); assert b == b'' and r.getheader('content-length') == '3'
          r, b = ask('GET', '/no-content'); assert r.status == 204 and b == b''
          assert r.getheader('date').endswith('GMT')
      assert c.sock is socket
      r, b = ask('GET', '/', headers={'Connection': 'close'}); assert r.status == 200 and c.sock is None
      print('done')
      """
    try await withServer { port in
      let outcome = try await onOwnThread {
        try ChildProcess.run([python, "-c", script, "\(port)"], environment: Environment.forChildren)
      }
      #expect(String(decoding: outcome.output, as: UTF8.self) == "done\n", "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
  }
}
