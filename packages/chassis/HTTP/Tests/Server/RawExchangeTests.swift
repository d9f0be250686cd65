import HTTPTesting
import IO
import TestSupport
import Testing

@testable import HTTP

/// Raw requests and what the server makes of them, in one piece and in many.
@Suite(.onEventLoop) struct RawExchangeTests {
  /// Says what the handler got.
  private static let tell: Handler = { request in
    let body = String(decoding: try await request.body.collect(upTo: 1 << 20), as: UTF8.self)
    let target = request.path + (request.query.map { "?\($0)" } ?? "")
    let trailers = await request.body.trailers().fields.map { " \($0.name)=\($0.value)" }.joined()
    return .text("\(request.method) \(target) \(request.headers["host"] ?? "-") [\(body)]\(trailers)")
  }

  @Test(arguments: AcceptedRequest.all)
  func `an odd request means one thing, and the next is found after it`(_ request: AcceptedRequest) async throws {
    let client = TestClient(Self.tell, configuration: .patient)
    let connection = try await client.connect()
    try await connection.send(request.raw + "GET /next HTTP/1.1\r\nHost: b\r\n\r\n")
    #expect(try await connection.receive().text == request.meaning)
    #expect(try await connection.receive().text == "GET /next b []")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.requests == 2 && client.figures.refusals == [:])
  }

  @Test func `the same bytes get the same answers however they are cut`() async throws {
    var generator = SeededGenerator(for: "RawExchangeTests.cuts")
    let next = "GET /next HTTP/1.1\r\nHost: b\r\n\r\n"
    let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    let samples =
      AcceptedRequest.all.map { next + $0.raw + next } + RawRequest.all.map { next + $0.raw + next }
      + RawChunks.all.map { chunked + $0.raw + next }
    for sample in samples {
      let bytes = Array(sample.utf8)
      let whole = try await exchange([bytes[...]])
      if bytes.count < 400 {
        let byByte = try await exchange(bytes.indices.map { bytes[$0...$0] })
        #expect(byByte == whole, "byte by byte: \(sample.debugDescription)")
      }
      for _ in 0..<2 {
        let cuts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
        let pieces = zip([0] + cuts, cuts + [bytes.count]).map { bytes[$0..<$1] }
        let cut = try await exchange(pieces)
        #expect(cut == whole, "cut at \(cuts): \(sample.debugDescription)")
      }
    }
  }

  /// All that a server answers to the pieces, each of which it takes before the next is sent, but for the dates.
  private func exchange(_ pieces: [ArraySlice<UInt8>]) async throws -> [String] {
    var configuration = ServerConfiguration.patient
    configuration.lingerTimeout = .seconds(60)
    let loop = try #require(EventLoop.current)
    let connection = try await TestClient(Self.tell, configuration: configuration, on: loop).connect()
    defer { connection.close() }
    for piece in pieces {
      try await connection.send(Array(piece))
      for _ in 0..<2 { await loop.yield() }
    }
    await connection.finishSending()
    let answer = String(decoding: try await connection.receiveToEnd(), as: UTF8.self)
    return answer.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init).filter { !$0.hasPrefix("date: ") }
  }
}
