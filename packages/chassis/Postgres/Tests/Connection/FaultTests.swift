import IO
import IOTesting
import TestSupport
import Testing

@testable import Postgres

/// The real server behind a transport with the faults of a network.
@Suite struct FaultTests {
  private func connect(_ configuration: PostgresConfiguration, _ faults: FaultTransport.Faults, _ generator: SeededGenerator) async throws
    -> PostgresConnection
  {
    let address = SocketAddress.unix(path: "\(configuration.hosts[0].name)/.s.PGSQL.5432")
    let socket = try await Connector.connect(to: address, deadline: .generous)
    let session = try await Session.begin(
      over: FaultTransport(socket, faults, using: generator), .unixSocket, to: address, nil, password: nil, configuration, deadline: .generous)
    return PostgresConnection(session, configuration, on: EventLoop.current!)
  }

  private func work(_ connection: PostgresConnection) async throws {
    for number in 0..<3 {
      let row = try await connection.first("SELECT \(number)::int4, repeat('x', 3000)", as: (Int, String).self)
      #expect(row?.0 == number && row?.1.utf8.count == 3000)
    }
    let tags = try await connection.executeAll((0..<20).map { "SELECT \($0)::int4" })
    #expect(tags.count == 20)
    try await connection.run(script: "CREATE TEMP TABLE IF NOT EXISTS faulty (n int4)")
    let copied = try await connection.copyIn(into: SQLIdentifier("faulty"), columns: ["n"]) { writer in
      for n in 0..<200 { try await writer.row(n) }
    }
    #expect(copied.rows == 200)
  }

  @Test func `short reads and writes, and stalls, change nothing`() async throws {
    try await withConfiguration(FaultTests.self) { configuration in
      var generator = SeededGenerator(for: "FaultTests.stalls")
      for _ in 0..<5 {
        let connection = try await connect(configuration, .init(short: 0.5, stall: 0.4), SeededGenerator(seed: generator.next()))
        try await work(connection)
        try await connection.checkStep()
        connection.close()
      }
    }
  }

  @Test func `a reset at any moment is an error, and nothing waits for ever`() async throws {
    try await withConfiguration(FaultTests.self) { configuration in
      var generator = SeededGenerator(for: "FaultTests.resets")
      for _ in 0..<60 {
        let faults = FaultTransport.Faults(short: 0.1, stall: 0.1, resetAfter: Int.random(in: 1...16_000, using: &generator))
        do {
          let connection = try await connect(configuration, faults, SeededGenerator(seed: generator.next()))
          defer { connection.close() }
          try await work(connection)
        } catch let error as PostgresError {
          #expect(error.kind == .connectionLost, "\(error)")
        }
      }
    }
  }
}
