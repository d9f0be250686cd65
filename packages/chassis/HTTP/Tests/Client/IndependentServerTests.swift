import IO
import Platform
import TestSupport
import Testing

@testable import HTTP

/// A server that others have written.
@Suite(.onEventLoop) struct IndependentServerTests {
  private static let script = """
    import os, sys, threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        def log_message(self, *arguments): pass
        def body(self):
            if self.headers.get('transfer-encoding') != 'chunked':
                return self.rfile.read(int(self.headers.get('content-length', 0)))
            parts = []
            while True:
                size = int(self.rfile.readline(), 16)
                parts.append(self.rfile.read(size))
                assert self.rfile.readline() == b'\\r\\n'
                if size == 0: return b''.join(parts)
        def answer(self):
            body = self.body()
            if self.path == '/old': self.protocol_version = 'HTTP/1.0'
            self.send_response(200)
            self.send_header('x-client', '%d' % self.client_address[1])
            if self.path == '/chunked':
                self.send_header('transfer-encoding', 'chunked')
                self.end_headers()
                for start in range(0, len(body), 1000):
                    part = body[start:start + 1000]
                    self.wfile.write(b'%x\\r\\n%s\\r\\n' % (len(part), part))
                self.wfile.write(b'0\\r\\n\\r\\n')
            elif self.path == '/old':
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True
            else:
                self.send_header('content-length', str(len(body)))
                self.end_headers()
                if self.command != 'HEAD': self.wfile.write(body)
            # Only now: a process that ends takes an answer that is not sent with it.
            if self.path == '/quit': threading.Thread(target=server.shutdown).start()
        do_GET = do_HEAD = do_PUT = do_POST = answer
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    with open(sys.argv[1] + '.new', 'w') as file: file.write(str(server.server_address[1]))
    os.rename(sys.argv[1] + '.new', sys.argv[1])
    server.serve_forever()
    print('done')
    """

  @Test func `python's server understands every kind of request, and is understood`() async throws {
    guard let python = try await onOwnThread({ Python.withoutPackages(for: "IndependentServerTests") }) else { return }
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/port"
    async let server = onOwnThread {
      try ChildProcess.run([python, "-c", Self.script, file], environment: Environment.forChildren)
    }
    var written: String?
    let patience = Deadline.after(.seconds(60))
    while written == nil, .now < patience {
      try await EventLoop.sleep(until: .after(.milliseconds(5)))
      written = (try? File.read(file)).map { String(decoding: $0, as: UTF8.self) }
    }
    let origin = "http://127.0.0.1:\(try #require(written))"
    let loops = try EventLoops(count: 1)
    let client = Client(on: loops, configuration: .forTests)
    try await ask(client, origin)
    _ = try await client.send(ClientRequest(.get, "\(origin)/quit"))
    let outcome = try await server
    #expect(String(decoding: outcome.output, as: UTF8.self) == "done\n", "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    client.close()
    loops.stop()
  }

  private func ask(_ client: Client, _ origin: String) async throws {
    let large = [UInt8]((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    var connections: Set<String> = []
    for bytes in [[], Array("abc".utf8), large] {
      for path in ["/", "/chunked", "/old"] {
        for isStream in [false, true] {
          let parts = Parts([Array(bytes.prefix(1000)), Array(bytes.dropFirst(1000))])
          let body: RequestBody = isStream ? RequestBody { parts.next() } : .bytes(bytes)
          let response = try await client.send(ClientRequest(.put, "\(origin)\(path)", body: body))
          #expect(try await response.body.collect(upTo: 1 << 20) == bytes, "\(bytes.count) bytes, \(path), stream: \(isStream)")
          if path != "/old" { connections.insert(try #require(response.headers["x-client"])) }
        }
      }
      let head = try await client.send(ClientRequest(.head, "\(origin)/"))
      #expect(try await head.body.read() == nil)
    }
    // Only the answers up to the end of a connection cost a new one.
    #expect(connections.count <= 4)
  }
}
