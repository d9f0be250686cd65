import HTTP
import HTTPTesting
import IO
import Lifecycle
import Testing

@Suite(.onEventLoop) struct ClientTests {
  @Test func `a request is answered`() async throws {
    try await withServer { request in
      let body = try await request.body.collect(upTo: 100)
      return .text(
        "\(request.method) \(request.path)?\(request.query ?? "") \(request.headers["x-a"] ?? "") \(String(decoding: body, as: UTF8.self))")
    } do: { client, origin in
      let request = try ClientRequest(.put, "\(origin)/a/b?c", headers: ["x-a": "1"], body: .bytes(Array("hello".utf8)))
      let response = try await client.send(request)
      #expect(response.status == .ok)
      #expect(String(decoding: try await response.body.collect(upTo: 100), as: UTF8.self) == "PUT /a/b?c 1 hello")
    }
  }

  @Test func `bodies stream both ways at once`() async throws {
    try await withServer { request in
      Response(
        .ok,
        body: .stream(length: nil) { writer in
          while let part = try await request.body.read() { try await writer.write(part) }
        })
    } do: { client, origin in
      let (parts, feed) = AsyncStream<[UInt8]>.makeStream()
      let response = try await client.send(
        ClientRequest(
          .post, "\(origin)/",
          body: RequestBody {
            for await part in parts { return part }
            return nil
          }))
      for text in ["one", "two", "three"] {
        feed.yield(Array(text.utf8))
        var echo: [UInt8] = []
        while echo.count < text.utf8.count { echo += try #require(try await response.body.read()) }
        #expect(String(decoding: echo, as: UTF8.self) == text)
      }
      feed.finish()
      #expect(try await response.body.read() == nil)
    }
  }

  @Test func `an address that is not admitted is not connected to`() async throws {
    var configuration = ClientConfiguration()
    configuration.admits = { $0 != .ip("127.0.0.1", port: $0.port!) }
    try await withServer(configuration) { _ in
      .text("")
    } do: { client, origin in
      let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, origin)) }
      #expect(error?.kind == .addressRefused)
      #expect(error?.isTransient == false)
    }
  }

  @Test func `an answer that does not come in time is an error`() async throws {
    try await withServer { _ in
      try await EventLoop.sleep(until: .never)
      return .text("")
    } do: { client, origin in
      let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, origin, timeout: .milliseconds(50))) }
      #expect(error?.kind == .timedOut)
    }
  }

  @Test func `a body beyond the limit is an error`() async throws {
    try await withServer { _ in
      .text("12345")
    } do: { client, origin in
      let fits = try await client.send(ClientRequest(.get, origin, bodyLimit: 5))
      #expect(try await fits.body.collect(upTo: 100).count == 5)
      let tooLarge = try await client.send(ClientRequest(.get, origin, bodyLimit: 4))
      let error = await #expect(throws: ClientError.self) { try await tooLarge.body.collect(upTo: 100) }
      #expect(error?.kind == .responseTooLarge)
      let ownLimit = try await client.send(ClientRequest(.get, origin))
      await #expect(throws: ClientError.self) { try await ownLimit.body.collect(upTo: 4) }
    }
  }

  @Test func `nobody listening is told from no answer`() async throws {
    try await withServer { _ in
      .text("")
    } do: { client, _ in
      let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, "http://127.0.0.1:1/")) }
      #expect(error?.kind == .connectionFailed)
      #expect(error?.isTransient == true)
    }
  }
}

/// Serves the handler on a free port while `body` runs, and hands it a client and the server's origin.
func withServer(
  _ configuration: ClientConfiguration = ClientConfiguration(), _ handler: @escaping Handler,
  do body: (Client, String) async throws -> Void
) async throws {
  let loops = try EventLoops(count: 2)
  defer { loops.stop() }
  let server = Server(at: .ip("127.0.0.1", port: 0), on: loops, configuration: .patient, handler: handler)
  try await server.start()
  let client = Client(on: loops, configuration: configuration)
  let result: Result<Void, any Error>
  do { result = .success(try await body(client, "http://\(server.address!)")) } catch { result = .failure(error) }
  await server.quiesce()
  try? await server.stop(deadline: .now + .seconds(1))
  try result.get()
}
