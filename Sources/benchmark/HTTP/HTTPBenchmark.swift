import CommandLine
import Platform

/// The HTTP server through router and middleware, against the floor: a bare loop that answers the same bytes and parses nothing.
///
/// Both serve from processes of their own, with as many threads on the same processors, to the same load; runs of the two alternate.
/// Of each the best run counts, since everything else on the machine can only slow it down. Requests per second say what a client gets
/// that asks as fast as one thread can; requests per second of the server's processor time, what the server itself costs.
struct HTTPBenchmark {
  private static let scratch = ".build/benchmark/http"

  private let runs: Int
  /// How long each run is.
  private let seconds: Int
  private let loops: Int
  private let idle: IdleBenchmark
  private let placement: Placement

  init(_ arguments: Arguments) {
    runs = arguments.number(.httpRuns)
    seconds = arguments.number(.seconds)
    loops = arguments.number(.loops)
    idle = IdleBenchmark(loops: loops, connections: arguments.number(.connections))
    placement = Placement(serverThreads: loops)
  }

  func run() async throws -> BenchmarkReport {
    try Load.find()
    _ = try Processes().run(["mkdir", "-p", Self.scratch])
    let load = Load(scratch: try File.realPath(Self.scratch))
    var report = BenchmarkReport()
    report.text += """
      HTTP server (router, metrics, no access log) against a bare epoll loop; \(loops) thread\(loops == 1 ? "" : "s") each, \
      wrk with one, \(placement.description); best of \(runs) interleaved runs of \(seconds) s

                                                 requests/s               target     for each s of processor time       latency of the server
                                              server     floor    ratio               server     floor    ratio            p50        p99

      """
    for scenario in Scenario.all { try await measure(scenario, load, into: &report) }
    try await idle.measure(into: &report)
    return report
  }

  private func measure(_ scenario: Scenario, _ load: Load, into report: inout BenchmarkReport) async throws {
    let server = try await ServedProcess(["http", "--loops", "\(loops)"], under: placement.server)
    defer { server.stop() }
    let answer = try Peer(port: server.port).answer(to: scenario.request)
    let path = "\(load.scratch)/\(scenario.name).response"
    try File.write(answer, to: path)
    let floor = try await ServedProcess(
      ["floor", "--loops", "\(loops)", path, "\(scenario.request.count)", scenario.closes ? "close" : "keep"],
      under: placement.server)
    defer { floor.stop() }
    var (ours, bare) = (Best(), Best())
    for _ in 0..<runs {
      try measure(scenario, load, floor, into: &bare)
      try measure(scenario, load, server, into: &ours)
    }
    let ratio = ours.requestsPerSecond / bare.requestsPerSecond
    let costRatio = ours.requestsPerProcessorSecond / bare.requestsPerProcessorSecond
    report.add("http-\(scenario.name)", ours.requestsPerSecond, "requests/s", versus: "floor", ratio: ratio)
    report.add(
      "http-\(scenario.name)-processor", ours.requestsPerProcessorSecond, "requests/s of processor time", versus: "floor", ratio: costRatio)
    // wrk counts the answers that come together as one, in no time.
    let isTimed = bare.percentile99 > 0
    report.add(
      "http-\(scenario.name)-p99", ours.percentile99 / 1e6, "s", versus: isTimed ? "floor" : nil,
      ratio: isTimed ? ours.percentile99 / bare.percentile99 : nil)
    report.text += "  " + scenario.title.padded(to: 34)
    report.text += Self.pair(ours.requestsPerSecond, bare.requestsPerSecond, ratio)
    report.text += (scenario.target.map { "\($0.text(digits: 2)) ×" } ?? "").aligned(right: 9) + "  "
    report.text += Self.pair(ours.requestsPerProcessorSecond, bare.requestsPerProcessorSecond, costRatio)
    report.text += "\(ours.median.text(digits: 0)) µs".aligned(right: 14) + "\(ours.percentile99.text(digits: 0)) µs".aligned(right: 11) + "\n"
  }

  /// Columns of what the server and another do, and of their ratio.
  static func pair(_ ours: Double, _ floor: Double, _ ratio: Double) -> String {
    ours.text(digits: 0).aligned(right: 10) + floor.text(digits: 0).aligned(right: 10) + "\(ratio.text(digits: 2)) ×".aligned(right: 9)
  }

  private func measure(_ scenario: Scenario, _ load: Load, _ server: ServedProcess, into best: inout Best) throws {
    let before = try server.figures.processorTime()
    let figures = try load.run(scenario, port: server.port, seconds: seconds, under: placement.load)
    if figures.errors > 0 { throw Failure("\(scenario.name): \(figures.errors) requests failed") }
    best.add(figures, processorTime: try server.figures.processorTime() - before)
  }
}
