import Platform

/// The HTTP server through router and middleware, against the floor: a bare loop that answers the same bytes and parses nothing.
///
/// Both serve from processes of their own, with as many threads, to the same load; runs of the two alternate. Of each the best run
/// counts, since everything else on the machine can only slow it down.
struct HTTPBenchmark {
  private static let scratch = ".build/benchmark/http"

  private let options: Options
  private let load = Load(scratch: HTTPBenchmark.scratch)

  init(_ options: Options) { self.options = options }

  func run() async throws(BenchmarkError) -> Report {
    guard Processes().exists(Load.program) else { throw BenchmarkError("wrk is not installed; on Debian: apt install wrk") }
    _ = try Processes().run(["mkdir", "-p", Self.scratch])
    var report = Report()
    report.text += """
      HTTP server (router, metrics, no access log) against a bare epoll loop; \(options.loops) thread\(options.loops == 1 ? "" : "s") each, \
      wrk with one; best of \(options.runs(default: 3)) interleaved runs of \(options.seconds) s

                                        server       floor    ratio  target   CPU per request   CPU ratio   p50      p99

      """
    for scenario in Scenario.all { try await measure(scenario, into: &report) }
    try await IdleBenchmark(options).measure(into: &report)
    return report
  }

  private func measure(_ scenario: Scenario, into report: inout Report) async throws(BenchmarkError) {
    let server = try await ServedProcess(["http", "--loops", "\(options.loops)"])
    defer { server.stop() }
    let answer = try Peer(port: server.port).answer(to: scenario.request)
    let path = "\(Self.scratch)/\(scenario.name).response"
    try BenchmarkError.wrapping { () throws(PlatformError) in try File.write(answer, to: path) }
    let floor = try await ServedProcess(
      ["floor", "--loops", "\(options.loops)", path, "\(scenario.request.count)", scenario.closes ? "close" : "keep"])
    defer { floor.stop() }
    var (ours, bare) = (Best(), Best())
    for _ in 0..<options.runs(default: 3) {
      try bare.add(scenario, load, floor, options.seconds)
      try ours.add(scenario, load, server, options.seconds)
    }
    let ratio = ours.requestsPerSecond / bare.requestsPerSecond
    let processorRatio = ours.processorTime / bare.processorTime
    report.add("http-\(scenario.name)", ours.requestsPerSecond, "requests/s", versus: "floor", ratio: ratio)
    report.add("http-\(scenario.name)-cpu", ours.processorTime / 1e6, "s/request", versus: "floor", ratio: processorRatio)
    report.add("http-\(scenario.name)-p99", ours.percentile99 / 1e6, "s", versus: "floor", ratio: ours.percentile99 / bare.percentile99)
    report.text += "  " + scenario.title.padded(to: 31) + ours.requestsPerSecond.text(digits: 0).aligned(right: 8)
    report.text += bare.requestsPerSecond.text(digits: 0).aligned(right: 12) + "\(ratio.text(digits: 2)) ×".aligned(right: 9)
    report.text += (scenario.target.map { "\($0.text(digits: 2)) ×" } ?? "").aligned(right: 8)
    report.text += "\(ours.processorTime.text(digits: 1)) µs".aligned(right: 18) + "\(processorRatio.text(digits: 2)) ×".aligned(right: 12)
    report.text += "\(ours.median.text(digits: 0)) µs".aligned(right: 10) + "\(ours.percentile99.text(digits: 0)) µs".aligned(right: 9) + "\n"
  }
}

/// The best of several runs.
private struct Best {
  private(set) var requestsPerSecond = 0.0
  /// Of the server, in microseconds for each request.
  private(set) var processorTime = Double.infinity
  private(set) var median = Double.infinity
  private(set) var percentile99 = Double.infinity

  mutating func add(_ scenario: Scenario, _ load: Load, _ server: ServedProcess, _ seconds: Int) throws(BenchmarkError) {
    let before = try server.processorTime()
    let figures = try load.run(scenario, port: server.port, seconds: seconds)
    let used = try server.processorTime() - before
    if figures.errors > 0 { throw BenchmarkError("\(scenario.name): \(figures.errors) requests failed") }
    requestsPerSecond = max(requestsPerSecond, figures.requestsPerSecond)
    processorTime = min(processorTime, used / (figures.requestsPerSecond * Double(seconds)))
    median = min(median, figures.median)
    percentile99 = min(percentile99, figures.percentile99)
  }
}
