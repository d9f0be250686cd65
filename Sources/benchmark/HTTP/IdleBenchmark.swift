import Glibc

/// What the server holds in memory when nothing happens, and what each connection adds that waits for its next request.
struct IdleBenchmark {
  /// In bytes.
  private static let (memoryTarget, connectionTarget) = (15_000_000, 2048)
  /// The connections are held by several processes, since each may open only so many files.
  private static let connectionsPerHolder = 5000

  let loops: Int
  let connections: Int

  func measure(into report: inout BenchmarkReport) async throws {
    let server = try await ServedProcess(["http", "--loops", "\(loops)"])
    defer { server.stop() }
    let request = Scenario.all[0].request
    // Once around, so that what is made at the first request is there.
    _ = try Peer(port: server.port).answer(to: request)
    let before = try server.figures.residentMemory()
    var holders: [ServedProcess] = []
    defer { for holder in holders { holder.stop() } }
    var left = connections
    while left > 0 {
      let count = min(left, Self.connectionsPerHolder)
      // It prints a line when each of its connections has had an answer.
      holders.append(try await ServedProcess(["holder", "--loops", "1", "\(server.port)", "\(count)"]))
      left -= count
    }
    let after = try server.figures.residentMemory()
    let each = Double(after - before) / Double(connections)
    report.add("http-idle-memory", Double(before), "B", versus: "target", ratio: Double(before) / Double(Self.memoryTarget))
    report.add("http-idle-connection", each, "B", versus: "target", ratio: each / Double(Self.connectionTarget))
    report.text += "\n  idle".padded(to: 32) + "\((Double(before) / 1e6).text(digits: 1)) MB".aligned(right: 9) + "  (target: under 15 MB)\n"
    report.text += "  \(connections) idle connections, each".padded(to: 31) + "\(each.text(digits: 0)) B".aligned(right: 9)
    report.text += "  (target: under 2048 B)\n"
  }

  /// Opens connections, asks once on each, and keeps them until the process ends.
  static func hold(_ count: Int, port: UInt16) throws -> Never {
    let peers = UnsafeMutablePointer<Peer>.allocate(capacity: count)
    for index in 0..<count {
      (peers + index).initialize(to: try Peer(port: port))
      _ = try peers[index].answer(to: Scenario.all[0].request)
    }
    try Serve.announce(port)
    while true { pause() }
  }
}
