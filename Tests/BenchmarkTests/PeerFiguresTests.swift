import CommandLine
import Platform
import Testing

@testable import Benchmark

/// What is read from the output of others' programs.
@Suite struct PeerFiguresTests {
  @Test func `pgbench's figure is that without the time for connecting`() throws {
    let of13 = """
      transaction type: <builtin: select only>
      number of transactions actually processed: 54083
      tps = 18019.123456 (including connections establishing)
      tps = 18027.654321 (excluding connections establishing)
      """
    let of15 = "latency average = 0.055 ms\ninitial connection time = 2.111 ms\ntps = 18120.5 (without initial connection time)\n"
    #expect(try PostgresCluster.transactionsPerSecond(in: of13) == 18027.654321)
    #expect(try PostgresCluster.transactionsPerSecond(in: of15) == 18120.5)
  }

  @Test(arguments: ["", "tps = \n", "tps = none (without)\n", "tps = 0 (without initial connection time)\n"])
  func `figures of pgbench that are none are shown`(text: String) {
    let error = #expect(throws: Failure.self) { try PostgresCluster.transactionsPerSecond(in: text) }
    #expect(error?.description == "pgbench's figures are not understood:\n\(text)")
  }

  @Test func `a client's figures are read as they are written`() throws {
    let figures = try ClientFigures(parsing: ClientFigures(operations: 30_000, seconds: 2.5, processorSeconds: 0.75).line)
    #expect(figures.operations == 30_000 && figures.seconds == 2.5 && figures.processorSeconds == 0.75)
    let ofPython = try ClientFigures(parsing: Array("{\"operations\": 1000000, \"seconds\": 1.5, \"processor\": 1}\n".utf8))
    #expect(ofPython.operations == 1_000_000 && ofPython.seconds == 1.5)
  }

  @Test(arguments: ["", "{}", "Traceback", "{\"operations\": 0, \"seconds\": 1, \"processor\": 1}", "{\"operations\": 5, \"seconds\": 1}"])
  func `figures of a client that are none are shown`(text: String) {
    let error = #expect(throws: Failure.self) { try ClientFigures(parsing: Array(text.utf8)) }
    #expect(error?.description == "a client's figures are not understood: \(text)")
  }

  @Test func `of several runs the best rate and the least processor time count`() {
    var best = ClientBest()
    best.add(ClientFigures(operations: 1000, seconds: 2, processorSeconds: 0.001))
    best.add(ClientFigures(operations: 1000, seconds: 1, processorSeconds: 0.002))
    #expect(best.rate == 1000)
    #expect(best.processorMicroseconds == 1)
  }

  @Test func `handshakes are those of real seconds`() throws {
    let text = """
      No CIPHER specified
      Collecting connection statistics for 1 seconds
      ttttttt

      2134 connections in 0.61s; 3498.36 connections/user sec, bytes read 0
      2134 connections in 2 real seconds, 0 bytes read per connection
      """
    #expect(try HandshakeLoad.connections(in: text) == 2134)
    #expect(throws: Failure.self) { try HandshakeLoad.connections(in: "0 connections in 2 real seconds, 0 bytes read per connection") }
    #expect(throws: Failure.self) { try HandshakeLoad.connections(in: "ERROR") }
  }

  @Test func `a server's version and cipher are what openssl tells of them`() throws {
    let text = "CONNECTION ESTABLISHED\nProtocol version: TLSv1.3\nCiphersuite: TLS_AES_256_GCM_SHA384\nVerification error: self-signed certificate\n"
    #expect(try ServerCertificate.agreement(in: text) == "TLSv1.3, TLS_AES_256_GCM_SHA384")
    #expect(throws: Failure.self) { try ServerCertificate.agreement(in: "connect: Connection refused\n") }
  }

  @Test func `a peer that is missing is told with what to install`() {
    #expect(PythonPeers.missing(of: [.asyncpg, .psycopg], note: nil) == nil)
    #expect(
      PythonPeers.missing(of: [], note: "note: python3 is not installed; what needs Python is left out")
        == "without asyncpg and psycopg: note: python3 is not installed; what needs Python is left out; they need Python (on Debian: "
        + "apt install python3-venv) and what Sources/benchmark/Postgres/requirements.txt names from its package index")
    #expect(PythonPeers.missing(of: [.asyncpg], note: nil)?.hasPrefix("without psycopg: .build/benchmark/venv lacks them; remove it; ") == true)
  }

  @Test func `the clients in Python do every workload, and as much of it`() throws {
    let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    let script = String(decoding: try File.read("\(checkout)/Sources/benchmark/Postgres/client.py"), as: UTF8.self)
    // Each of the two names a workload for itself, unless it is what is left.
    for workload in Workload.allCases { #expect(script.components(of: "\"\(workload.rawValue)\"") == 2, "\(workload)") }
    #expect(script.contains("randint(1, \(Workload.keys.grouped))"))
    #expect(script.contains("for n in range(\(Workload.copiedRows.grouped))]"))
    #expect(script.contains("for n in range(\(Workload.insertedRows))]"))
    #expect(script.contains("\nCLIENTS = \(Workload.clients)\n"))
  }
}

extension String {
  /// How often the text occurs in it.
  fileprivate func components(of text: String) -> Int { split(separator: text, omittingEmptySubsequences: false).count - 1 }
}

extension Int {
  /// As Python writes it: `100_000`.
  fileprivate var grouped: String {
    self < 1000 ? "\(self)" : "\((self / 1000).grouped)_" + String("\(self % 1000 + 1000)".dropFirst())
  }
}
