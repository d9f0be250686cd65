import HTTPTesting
import IO
import IOTesting
import TestSupport
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct RandomServerTests {
  private static let handler: Handler = { request in
    let body = try await request.body.collect(upTo: 1 << 20)
    return request.path == "/stream"
      ? Response(.ok, body: .stream(length: nil) { writer in for byte in body { try await writer.write([byte]) } })
      : Response(.ok, body: .bytes(body))
  }

  @Test func `requests survive a network that cuts and stalls`() async throws {
    var generator = SeededGenerator(for: "RandomServerTests.faults")
    let client = TestClient(Self.handler, configuration: .patient)
    for _ in 0..<60 {
      let seeded = SeededGenerator(seed: generator.next())
      let connection = try await client.connect { FaultTransport($0, .init(short: 0.5, stall: 0.3), using: seeded) }
      var sent: [UInt8] = []
      var bodies: [[UInt8]] = []
      for _ in 0..<4 {
        let body = generator.bytes(upTo: 400)
        bodies.append(body)
        sent += Array("POST /\(Bool.random(using: &generator) ? "stream" : "") HTTP/1.1\r\nHost: a\r\n".utf8)
        if Bool.random(using: &generator) {
          sent += Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
        } else {
          sent += Array("Transfer-Encoding: chunked\r\n\r\n".utf8)
          let half = body.count / 2
          for part in [body[..<half], body[half...]] where !part.isEmpty {
            sent += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
          }
          sent += Array("0\r\n\r\n".utf8)
        }
      }
      try await connection.send(sent)
      for body in bodies { #expect(try await connection.receive().body == body) }
      connection.close()
    }
  }

  @Test func `a connection that breaks off anywhere takes nothing with it`() async throws {
    var generator = SeededGenerator(for: "RandomServerTests.resets")
    let client = TestClient(Self.handler, configuration: .patient)
    let raw = "POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
    for _ in 0..<200 {
      let seeded = SeededGenerator(seed: generator.next())
      let after = Int.random(in: 1...500, using: &generator)
      let connection = try await client.connect { FaultTransport($0, .init(short: 0.2, stall: 0.2, resetAfter: after), using: seeded) }
      _ = try? await connection.send(raw)
      _ = try? await connection.receive()
      connection.close()
    }
    while client.figures.connections > 0 { await Task.yield() }
    #expect(client.figures.requestsInFlight == 0)
  }

  @Test func `mutated requests are answered or refused, and end`() async throws {
    var generator = SeededGenerator(for: "RandomServerTests.mutations")
    var configuration = ServerConfiguration.patient
    configuration.lingerTimeout = .milliseconds(50)
    let client = TestClient(Self.handler, configuration: configuration)
    let samples =
      RequestHeadTests.accepted.map { Array($0.utf8) } + RawRequest.all.map { Array($0.raw.utf8) }
      + RawChunks.all.map { Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\($0.raw.prefix(2000))".utf8) }
    for _ in 0..<1000 {
      let raw = generator.mutated(samples.randomElement(using: &generator)!)
      let connection = try await client.connect()
      try await connection.send(raw)
      await connection.finishSending()
      // Whatever came before the mistake is answered in full, and nothing comes after the refusal.
      while true {
        guard let response = try? await connection.receive(answering: raw.starts(with: "HEAD".utf8) ? .head : .get) else { break }
        if response.headers["connection"] == "close" { break }
      }
      #expect((try? await connection.receiveToEnd()) ?? [] == [], "\(String(decoding: raw, as: UTF8.self).debugDescription)")
      connection.close()
    }
    while client.figures.connections > 0 { await Task.yield() }
    #expect(client.figures.requestsInFlight == 0)
  }
}
