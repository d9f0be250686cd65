import IO
import IOTesting
import Synchronization
import TestSupport
import Testing

@testable import HTTP

/// The client on connections that come in pieces, stall and break, against the server of this package.
@Suite(.onEventLoop) struct ClientFaultTests {
  private struct Rig {
    let loops: EventLoops
    let client: Client

    init(_ faults: FaultTransport.Faults, seed: UInt64, configuration: ClientConfiguration = .forTests) throws {
      loops = try EventLoops(count: 1)
      let server = LoopServer(loop: loops.all[0], configuration: ServerConfiguration(), handler: Self.echo)
      let generator = Mutex(SeededGenerator(seed: seed))
      client = Client(on: loops, configuration: configuration, metrics: nil, tracer: nil) { _, _ in
        let (own, other) = try MemoryTransport.pair(capacity: 4096)
        Task(executorPreference: EventLoop.current) { await server.serve(other) }
        return FaultTransport(own, faults, using: SeededGenerator(seed: generator.withLock { $0.next() }))
      }
    }

    /// Sends back what came: whole, or as a stream.
    private static let echo: Handler = { request in
      if request.path == "/stream" {
        return Response(
          .ok,
          body: .stream(length: nil) { writer in
            while let part = try await request.body.read() { try await writer.write(part) }
          })
      }
      return Response(.ok, body: .bytes(try await request.body.collect(upTo: 1 << 20)))
    }

    /// Whether the echo is right.
    func ask(_ bytes: [UInt8], isStream: Bool) async throws -> Bool {
      let half = bytes.count / 2
      // The connection's other end is served on this loop.
      return try await loops.all[0].run { [client] in
        let parts = Parts([Array(bytes[..<half]), Array(bytes[half...])])
        let body: RequestBody = isStream ? RequestBody { parts.next() } : .bytes(bytes)
        let response = try await client.send(ClientRequest(.put, "http://peer.test/\(isStream ? "stream" : "")", body: body))
        return try await response.body.collect(upTo: 1 << 20) == bytes
      }
    }
  }

  private func requests(_ count: Int, _ generator: inout SeededGenerator) -> [(bytes: [UInt8], isStream: Bool)] {
    (0..<count).map { _ in
      let length = Int.random(in: 0...20_000, using: &generator)
      return ((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }, Bool.random(using: &generator))
    }
  }

  @Test(arguments: [(0.5, 0.0), (0.0, 0.5), (0.3, 0.3)])
  func `pieces and stalls change nothing`(short: Double, stall: Double) async throws {
    var generator = SeededGenerator(for: "ClientFaultTests")
    let rig = try Rig(.init(short: short, stall: stall), seed: generator.next())
    for request in requests(20, &generator) { #expect(try await rig.ask(request.bytes, isStream: request.isStream)) }
    #expect(rig.client.pool.count.all == rig.client.pool.count.idle)
    rig.client.close()
    rig.loops.stop()
  }

  @Test func `a connection that breaks gives an error, never a part for the whole, and leaves no place taken`() async throws {
    var generator = SeededGenerator(for: "ClientFaultTests")
    var (right, broken) = (0, 0)
    for _ in 0..<40 {
      let after = Int.random(in: 0...60_000, using: &generator)
      let rig = try Rig(.init(short: 0.1, stall: 0.1, resetAfter: after), seed: generator.next())
      for request in requests(3, &generator) {
        do {
          #expect(try await rig.ask(request.bytes, isStream: request.isStream))
          right += 1
        } catch let error as ClientError {
          #expect(error.kind == .disconnected)
          broken += 1
        }
      }
      while rig.client.pool.count.all != rig.client.pool.count.idle { await Task.yield() }
      rig.client.close()
      #expect(rig.client.pool.count == (0, 0))
      rig.loops.stop()
    }
    #expect(right > 0 && broken > 0)
  }
}
