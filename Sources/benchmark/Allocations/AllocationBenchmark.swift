import Platform

/// How often the server asks for memory to answer a request on a connection that it has answered before.
///
/// A library that counts every `malloc` is preloaded into the server's process, so that nothing hides: not the runtime's tasks, not
/// the C library's buffers. What is counted does not depend on how fast or how busy the machine is.
struct AllocationBenchmark {
  private static let source = "Sources/benchmark/Allocations/CountAllocations.c"
  private static let scratch = ".build/benchmark/allocations"
  private static let target = 2.0
  private static let (warmUp, requests) = (2_000, 20_000)

  func run() async throws(BenchmarkError) -> Report {
    let processes = Processes()
    _ = try processes.run(["mkdir", "-p", Self.scratch])
    let library = try absolute("\(Self.scratch)/count-allocations.so")
    _ = try processes.run(["clang", "-shared", "-fPIC", "-O1", "-o", library, Self.source])
    let counter = try absolute("\(Self.scratch)/count")
    // What an earlier run counted is not this run's.
    try? File.remove(counter)
    let server = try await ServedProcess(["http", "--loops", "1"], environment: ["LD_PRELOAD": library, "ALLOCATION_COUNT": counter])
    defer { server.stop() }
    var report = Report()
    report.text += "allocations per request, over \(Self.requests) requests on one connection\n\n"
    for name in ["keep-alive-16", "json-1k"] {
      guard let scenario = Scenario.all.first(where: { $0.name == name }) else { throw BenchmarkError("there is no scenario \(name)") }
      let each = try measure(scenario.request, server, counter)
      report.add("allocations-\(name)", each, "1", versus: "target", ratio: each / Self.target)
      report.text += "  \(scenario.title.prefix { $0 != "," })".padded(to: 24) + each.text(digits: 3).aligned(right: 8) + "  (target: at most 2)\n"
    }
    return report
  }

  private func measure(_ request: [UInt8], _ server: ServedProcess, _ counter: String) throws(BenchmarkError) -> Double {
    let peer = try Peer(port: server.port)
    for _ in 0..<Self.warmUp { _ = try peer.answer(to: request) }
    let before = try count(counter)
    for _ in 0..<Self.requests { _ = try peer.answer(to: request) }
    let counted = try count(counter) - before
    return Double(counted) / Double(Self.requests)
  }

  private func count(_ path: String) throws(BenchmarkError) -> Int {
    let bytes = try BenchmarkError.wrapping { () throws(PlatformError) in try File.read(path) }
    guard bytes.count == 8 else { throw BenchmarkError("\(path) holds \(bytes.count) bytes instead of 8: was the library preloaded?") }
    return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func absolute(_ path: String) throws(BenchmarkError) -> String {
    let folder = try BenchmarkError.wrapping { () throws(PlatformError) in try File.realPath(".") }
    return "\(folder)/\(path)"
  }
}
