import HTTPTesting
import IO
import Testing

@testable import HTTP

/// Many connections, each within its limits, within the memory that they may hold together.
@Suite(.onEventLoop) struct MemoryTests {
  private func client(_ bytes: Int, _ handler: @escaping Handler = { _ in .text("ok") }) -> (client: TestClient, budget: MemoryBudget) {
    var configuration = ServerConfiguration.patient
    let budget = MemoryBudget(limit: bytes)
    configuration.memory = budget
    return (TestClient(handler, configuration: configuration), budget)
  }

  @Test func `unfinished heads give way to others, the oldest first, and are told so`() async throws {
    let (client, budget) = client(1 << 20)
    var connections: [TestConnection] = []
    let head = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 30_000))"
    for _ in 0..<40 {
      let connection = try await client.connect()
      try await connection.send(head)
      connections.append(connection)
    }
    while client.figures.refusals[.tooLittleMemory, default: 0] == 0 { await Task.yield() }
    #expect(try await connections[0].receive().status == .serviceUnavailable)
    #expect(budget.used <= 1 << 20, "\(budget.used) bytes are held")
    // Who comes last is served, and so is the youngest of the others.
    let last = try await client.connect()
    try await last.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await last.receive().status == .ok)
    try await connections[39].send("\r\n\r\n")
    #expect(try await connections[39].receive().status == .ok)
    for connection in connections { connection.close() }
    last.close()
  }

  @Test func `bodies that handlers collect count too`() async throws {
    let (client, budget) = client(1 << 20) { request in .text("\(try await request.body.collect(upTo: 4 << 20).count)") }
    let body = [UInt8](repeating: 65, count: 2 << 20)
    let connection = try await client.connect(capacity: 4 << 20)
    try await connection.send(Request(.post, "/", body: .bytes(body)))
    #expect(try await connection.receive().status == .serviceUnavailable)
    #expect(client.figures.refusals[.tooLittleMemory] == 1)
    connection.close()
    #expect(try await client.send(Request(.post, "/", body: .bytes([1, 2, 3]))).text == "3")
    while client.figures.connections > 0 { await Task.yield() }
    #expect(budget.used <= 64 << 10, "\(budget.used) bytes are held")
  }

  @Test func `peers that ask and do not listen hold a few responses each, and not all that they are owed`() async throws {
    let (client, budget) = client(1 << 20) { _ in .text(String(repeating: "x", count: 1000)) }
    var connections: [TestConnection] = []
    // They are owed 10 MB.
    for _ in 0..<100 {
      let connection = try await client.connect(capacity: 8192)
      // One that is refused takes no more.
      try? await connection.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 100))
      connections.append(connection)
    }
    while client.figures.requestsInFlight == 0 || client.figures.requestsInFlight < client.figures.connections { await Task.yield() }
    // Each that was let in may hold a few responses, also beyond the limit, and no more.
    #expect(budget.used <= 2 << 20, "\(budget.used) bytes are held: \(client.figures)")
    for connection in connections { connection.close() }
    while client.figures.connections > 0 { await Task.yield() }
    #expect(budget.used <= 64 << 10, "\(budget.used) bytes are held")
  }

  @Test func `where the configuration has it so, who has waited longest makes room for who comes`() async throws {
    var configuration = ServerConfiguration.patient
    configuration.connections = 4
    configuration.closesWaitingWhenFull = true
    let loops = try EventLoops(count: 1)
    let server = Server(at: .ip("127.0.0.1", port: 0), on: loops, configuration: configuration) { _ in .text("ok") }
    try await server.start()
    let address = try #require(server.address)
    let loop = loops.all[0]
    var connections: [TestConnection] = []
    for _ in 0..<20 {
      connections.append(
        try await loop.run { () async throws(IOError) in
          TestConnection(try await Connector.connect(to: address, deadline: .after(.seconds(60))), loop)
        })
    }
    let last = try #require(connections.last)
    try await last.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await last.receive().status == .ok)
    #expect(server.figures.refusals == [:])
    for connection in connections { connection.close() }
    try await server.stop(deadline: .now + .seconds(60))
    loops.stop()
  }
}
