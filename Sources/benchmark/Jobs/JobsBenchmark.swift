import CommandLine
import Platform

/// The job queue beside those that others have written, on one server.
///
/// Each is a process of its own, and has a database of its own for each run; runs of a workload alternate, so that whatever else goes on
/// slows all of them. Of each the best run counts.
struct JobsBenchmark {
  private static let peers = ["procrastinate", "pgqueuer", "awa"]
  private static let script = "Sources/benchmark/Jobs/peers.py"
  private static let requirements = "Sources/benchmark/Jobs/requirements.txt"
  private static let environment = ".build/benchmark/jobs-venv"

  private let runs: Int
  private let seconds: Int
  private let jobs: Int

  init(_ arguments: Arguments) {
    (runs, seconds, jobs) = (arguments.number(.jobsRuns), arguments.number(.seconds), arguments.number(.jobCount))
  }

  func run() async throws -> BenchmarkReport {
    let cluster = try await PostgresCluster()
    defer { cluster.stop() }
    let outcome = try Processes().run([".ci/venv", Self.environment, Self.requirements])
    let note = String(decoding: outcome.errorOutput, as: UTF8.self).split(separator: "\n").last.map(String.init)
    let found = Self.peers.compactMap { peer in (try? Self.python(peer, "version")).map { (peer, $0) } }
    var report = BenchmarkReport()
    report.text += """
      Job queue beside \(found.map { $0.1 }.joined(separator: ", ")); one process each, PostgreSQL \(cluster.version) on a Unix socket, fsync off; \
      best of \(runs) interleaved runs, of \(seconds) s or \(jobs) jobs

      """
    let missing = Self.peers.filter { peer in !found.contains { $0.0 == peer } }
    if !missing.isEmpty { report.text += "Without \(missing.joined(separator: ", ")): \(note ?? "Python is missing")\n" }
    report.text += "\n" + Self.line("", ["ours"] + found.map { $0.0 } + found.map { "of " + $0.0 })
    for workload in JobsWorkload.allCases { try measure(workload, cluster, found.map { $0.0 }, into: &report) }
    return report
  }

  private static func line(_ title: String, _ columns: [String]) -> String {
    title.padded(to: 38) + columns.map { $0.aligned(right: 17) }.joined() + "\n"
  }

  private func measure(_ workload: JobsWorkload, _ cluster: PostgresCluster, _ peers: [String], into report: inout BenchmarkReport) throws {
    var best: [String: Double] = [:]
    for run in 0..<(workload == .idle ? 1 : runs) {
      for name in ["ours"] + peers {
        try StandardStream.error.write("benchmark: \(workload.title), \(name)…\n")
        let database = try cluster.makeDatabase("\(name)_\(workload.rawValue.replacing("-", with: "_"))_\(run)")
        let amount = "\(workload.amount(seconds: seconds, jobs: jobs))"
        let figures: ClientFigures
        if name == "ours" {
          let program = try File.realPath("/proc/self/exe")
          figures = try ClientFigures(parsing: Processes().run([program, "jobs-client", workload.rawValue, cluster.url(database), amount]).output)
        } else {
          figures = try ClientFigures(parsing: Array(Self.python(name, workload.rawValue, cluster.folder, database, amount).utf8))
        }
        let value = workload.isCost ? figures.operations : figures.operations / figures.seconds
        best[name] = best[name].map { workload.isCost ? min($0, value) : max($0, value) } ?? value
      }
    }
    let ours = best["ours"]!
    let ratios = peers.map { ours / best[$0]! }
    for (peer, ratio) in zip(peers, ratios) { report.add("jobs-\(workload.rawValue)", ours, workload.unit, versus: peer, ratio: ratio) }
    if peers.isEmpty { report.add("jobs-\(workload.rawValue)", ours, workload.unit) }
    let digits = workload == .latency ? 2 : 0
    report.text += Self.line(
      "  \(workload.title), \(workload.unit)",
      (["ours"] + peers).map { best[$0]!.text(digits: digits) } + ratios.map { "\($0.text(digits: 2)) ×" })
  }

  private static func python(_ arguments: String...) throws -> String {
    let outcome = try Processes().run(["\(environment)/bin/python", script] + arguments)
    return String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
  }
}
