import CommandLine
import Platform

/// The PostgreSQL client beside those that others have written, on one server, with the same statements.
///
/// Each client is a process with one thread; their runs of a workload alternate, so that whatever else goes on slows all of them. Of each
/// the best run counts. The processor time of a client says what it costs where the server is what all wait for.
struct PostgresBenchmark {
  /// Of pgbench's transactions per second.
  private static let floorTarget = 0.8
  /// In bytes.
  private static let connectionTarget = 200_000.0
  private static let allocationTarget = 3.0
  private static let countedStatements = 20_000

  private let runs: Int
  /// How long each run is.
  private let seconds: Int

  init(_ arguments: Arguments) {
    runs = arguments.number(.postgresRuns)
    seconds = arguments.number(.seconds)
  }

  func run() async throws -> BenchmarkReport {
    let cluster = try await PostgresCluster()
    defer { cluster.stop() }
    let peers = try PythonPeers()
    try cluster.fill()
    var report = BenchmarkReport()
    report.text += """
      PostgreSQL client beside \((peers.found.map(\.version) + ["pgbench"]).joined(separator: ", ")); one thread each, PostgreSQL \
      \(cluster.version) on a Unix socket, fsync off; best of \(runs) interleaved runs of \(seconds) s
      Targets: faster than asyncpg, and \(Self.floorTarget.text(digits: 1)) of pgbench with as many connections.

      """
    if let missing = peers.missing { report.text += "\(missing).\n" }
    report.text += Self.heading
    for workload in Workload.allCases { try measure(workload, cluster, peers, into: &report) }
    try measureMemory(cluster, peers, into: &report)
    try Self.countAllocations(cluster, "allocations of a prepared select", width: 35, into: &report)
    return report
  }

  /// A line of the table: rates, then what ours is of each, then the processor time.
  private static func line(_ title: String, _ columns: [String]) -> String {
    let widths = [11, 10, 10, 10, 13, 10, 10, 14, 10, 10]
    return title.padded(to: 30) + zip(columns, widths).map { $0.aligned(right: $1) }.joined() + "\n"
  }

  private static let heading =
    "\n".padded(to: 31) + "statements or rows/s".padded(to: 44) + "of asyncpg, psycopg, pgbench".padded(to: 32)
    + "client's processor time for each, µs\n"
    + line("", ["ours", "asyncpg", "psycopg", "pgbench", "", "", "", "ours", "asyncpg", "psycopg"])

  private func measure(_ workload: Workload, _ cluster: PostgresCluster, _ peers: PythonPeers, into report: inout BenchmarkReport) throws {
    var ours = ClientBest()
    var theirs: [PythonPeers.Name: ClientBest] = [:]
    var floor: Double?
    for _ in 0..<runs {
      ours.add(try Self.ours(workload.rawValue, cluster, seconds))
      for peer in peers.found { theirs[peer.name, default: ClientBest()].add(try PythonPeers.run(peer.name, workload.rawValue, cluster, seconds)) }
      if let connections = workload.floorConnections {
        floor = max(floor ?? 0, try cluster.pgbench(connections: connections, seconds: seconds))
      }
    }
    let rates = PythonPeers.Name.allCases.map { theirs[$0]?.rate } + [floor]
    let ratios = rates.map { rate in rate.map { ours.rate / $0 } }
    let name = "postgres-\(workload.rawValue)"
    var isAlone = true
    for (peer, ratio) in zip(PythonPeers.Name.allCases.map(\.rawValue) + ["pgbench"], ratios) {
      guard let ratio else { continue }
      report.add(name, ours.rate, workload.unit, versus: peer, ratio: ratio)
      isAlone = false
    }
    if isAlone { report.add(name, ours.rate, workload.unit) }
    let best = theirs[.asyncpg]
    report.add(
      "\(name)-processor", ours.processorMicroseconds / 1e6, "s", versus: best == nil ? nil : PythonPeers.Name.asyncpg.rawValue,
      ratio: best.map { ours.processorMicroseconds / $0.processorMicroseconds })
    let processor = [ours.processorMicroseconds] + PythonPeers.Name.allCases.map { theirs[$0]?.processorMicroseconds ?? .infinity }
    report.text += Self.line(
      "  \(workload.title)",
      ([ours.rate] + rates.map { $0 ?? .infinity }).map { $0.isFinite ? $0.text(digits: 0) : "" }
        + ratios.map { $0.map { "\($0.text(digits: 2)) ×" } ?? "" } + processor.map { $0.isFinite ? $0.text(digits: 2) : "" })
  }

  private func measureMemory(_ cluster: PostgresCluster, _ peers: PythonPeers, into report: inout BenchmarkReport) throws {
    let count = Workload.idleConnections
    let ours = try Self.ours("idle", cluster, count).operations
    report.add("postgres-idle-connection", ours, "B", versus: "target", ratio: ours / Self.connectionTarget)
    report.text += "\n  an idle connection, of \(count)".padded(to: 36) + "\((ours / 1000).text(digits: 1)) KB".aligned(right: 8)
    report.text += "  (target: under 200 KB"
    for peer in peers.found {
      let theirs = try PythonPeers.run(peer.name, "idle", cluster, count).operations
      report.add("postgres-idle-connection", ours, "B", versus: peer.name.rawValue, ratio: ours / theirs)
      report.text += "; \(peer.name): \((theirs / 1000).text(digits: 1)) KB"
    }
    report.text += ")\n"
  }

  /// Adds how often a prepared statement that selects one row asks for memory.
  /// - Parameters:
  ///   - title: what the report calls it.
  ///   - width: that of the title.
  static func countAllocations(_ cluster: PostgresCluster, _ title: String, width: Int, into report: inout BenchmarkReport) throws {
    let counter = try AllocationCounter(for: "postgres")
    defer { counter.clean() }
    let settings = counter.environment.map { "\($0.key)=\($0.value)" }
    let each = try ours("allocations", cluster, countedStatements, under: ["env"] + settings).operations
    report.add("allocations-postgres-select", each, "1", versus: "target", ratio: each / allocationTarget)
    report.text += "  \(title)".padded(to: width) + each.text(digits: 3).aligned(right: 8) + "  (target: at most 3)\n"
  }

  private static func ours(_ workload: String, _ cluster: PostgresCluster, _ amount: Int, under command: [String] = []) throws -> ClientFigures {
    let program = try File.realPath("/proc/self/exe")
    return try ClientFigures(parsing: Processes().run(command + [program, "postgres-client", workload, cluster.url, "\(amount)"]).output)
  }
}
