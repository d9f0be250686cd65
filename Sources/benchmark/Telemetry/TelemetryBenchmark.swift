import CommandLine
import JSON
import Platform

/// What it costs to say something: a log line, a count, an observation, a span. In time, against a floor of the same run, and in
/// allocations, counted in a process of their own.
struct TelemetryBenchmark {
  /// Passes over all operations, one after another; of each the fastest counts.
  private let runs: Int

  init(_ arguments: Arguments) { runs = arguments.number(.telemetryRuns) }

  func run() throws -> BenchmarkReport {
    let allocations = try countedApart()
    let operations = try TelemetryOperations()
    var best: [String: Double] = [:]
    for _ in 0..<runs {
      for operation in operations.all { best[operation.name] = min(best[operation.name] ?? .infinity, operation.nanosecondsEach()) }
    }
    var report = BenchmarkReport()
    report.text += "".padded(to: 40) + "ns".aligned(right: 10) + "allocations".aligned(right: 13) + "  floor\n"
    for operation in operations.all {
      guard let time = best[operation.name], let count = allocations[operation.name] else { continue }
      let floor = operation.floor.flatMap { best[$0] }
      report.add("telemetry-\(operation.name)", time, "ns", versus: operation.floor, ratio: floor.map { time / $0 })
      report.add("telemetry-\(operation.name)-allocations", count, "1")
      let ratio = floor.map { "  \((time / $0).text(digits: 2)) of \(operation.floor!)" } ?? ""
      report.text += operation.name.padded(to: 40) + time.text(digits: 1).aligned(right: 10) + count.text(digits: 3).aligned(right: 13) + ratio + "\n"
    }
    return report
  }

  private func countedApart() throws -> [String: Double] {
    let counter = try AllocationCounter(for: "telemetry")
    defer { counter.clean() }
    let program = try File.realPath("/proc/self/exe")
    let settings = counter.environment.map { "\($0.key)=\($0.value)" }
    let outcome = try Processes().run(["env"] + settings + [program, "count-telemetry"])
    guard let members = (try? JSONValue(parsing: outcome.output))?.object else { throw Failure("what was counted cannot be read") }
    return Dictionary(uniqueKeysWithValues: members.compactMap { member in member.value.double.map { (member.key, $0) } })
  }

  /// The counted process: prints the allocations of each operation.
  static func count() throws {
    let operations = try TelemetryOperations()
    var members: [JSONValue.Member] = []
    for operation in operations.all {
      // What is made once, and what asking for the count itself allocates, are not the operation's.
      operation.perform()
      let start = try AllocationCounter.countOfThisProcess()
      let before = try AllocationCounter.countOfThisProcess()
      operation.body()
      let counted = try AllocationCounter.countOfThisProcess() - before - (before - start)
      operation.after()
      members.append(.init(operation.name, .number(Double(counted) / Double(operation.count))))
    }
    try StandardStream.output.write(JSONValue.object(members).encoded(.compact))
  }
}
