import CommandLine

/// How often the server asks for memory to answer a request on a connection that it has answered before, and the PostgreSQL client to run a
/// statement that it has prepared before.
struct AllocationBenchmark {
  private static let target = 2.0
  private static let (warmUp, requests) = (2_000, 20_000)
  /// Answered with memory that is asked for so often at least: where that does not show, the counter does not count.
  private static let (control, controlCount) = (Scenario.get("/allocate"), 8.0)

  func run() async throws -> BenchmarkReport {
    let counter = try AllocationCounter(for: "http")
    defer { counter.clean() }
    let server = try await ServedProcess(["http", "--loops", "1"], environment: counter.environment)
    defer { server.stop() }
    var report = BenchmarkReport()
    report.text += "allocations per request or statement, over \(Self.requests) on one connection\n\n"
    let counted = try measure(Self.control, server, counter)
    if counted < Self.controlCount {
      throw Failure("a request that allocates \(Self.controlCount) times was counted \(counted) times: the counter does not count")
    }
    report.add("allocations-control", counted, "1", versus: "least", ratio: counted / Self.controlCount)
    for name in ["keep-alive-16", "json-1k"] {
      guard let scenario = Scenario.all.first(where: { $0.name == name }) else { throw Failure("there is no scenario \(name)") }
      let each = try measure(scenario.request, server, counter)
      report.add("allocations-\(name)", each, "1", versus: "target", ratio: each / Self.target)
      report.text += "  \(scenario.title.prefix { $0 != "," })".padded(to: 24) + each.text(digits: 3).aligned(right: 8) + "  (target: at most 2)\n"
    }
    guard PostgresCluster.isInstalled else {
      report.text += "  without the PostgreSQL client, for there is no PostgreSQL; on Debian: apt install postgresql\n"
      return report
    }
    let cluster = try await PostgresCluster()
    defer { cluster.stop() }
    try cluster.fill()
    try PostgresBenchmark.countAllocations(cluster, "prepared select", width: 24, into: &report)
    return report
  }

  private func measure(_ request: [UInt8], _ server: ServedProcess, _ counter: AllocationCounter) throws -> Double {
    let peer = try Peer(port: server.port)
    for _ in 0..<Self.warmUp { _ = try peer.answer(to: request) }
    let before = try counter.count()
    for _ in 0..<Self.requests { _ = try peer.answer(to: request) }
    let counted = try counter.count() - before
    return Double(counted) / Double(Self.requests)
  }
}
