import CommandLine

/// `bulkhead check` as a whole process against the floor: reading the same bytes once, and a search that understands nothing.
struct CheckBenchmark {
  private static let scratch = ".build/benchmark"
  private static let bulkhead = ".build/release/bulkhead"
  /// In bytes.
  private static let memoryTarget = 150_000_000

  private let files: Int
  private let runs: Int
  private let processes = Processes()

  init(_ arguments: Arguments) {
    files = arguments.number(.files)
    runs = arguments.number(.checkRuns)
  }

  func run() throws -> BenchmarkReport {
    try buildTool()
    let samples = SampleRepository.Layout.allCases.map { SampleRepository(layout: $0, files: files) }
    for sample in samples {
      try sample.make(in: folder(of: sample))
    }
    for sample in samples { try confirmResult(of: sample) }
    var report = BenchmarkReport()
    report.text += try description(of: samples[0])
    for sample in samples { try measure(sample, into: &report) }
    return report
  }

  private func folder(of sample: SampleRepository) -> String {
    "\(Self.scratch)/check-\(sample.layout.slug)-\(sample.files)"
  }

  /// Builds the tool as `make build` does, so that what is measured is what the sources say.
  private func buildTool() throws {
    var command = ["swift", "build", "-c", "release", "--product", "bulkhead"]
    #if os(Linux)
      command.append("--static-swift-stdlib")
    #endif
    _ = try processes.run(command)
  }

  /// A fast wrong answer is worth nothing: every file is read, every target found, every wall holds.
  private func confirmResult(of sample: SampleRepository) throws {
    let outcome = try processes.run([Self.bulkhead, "check", "--root", folder(of: sample), "--format", "json"])
    let output = String(decoding: outcome.output, as: UTF8.self)
    let counts = [("errors", 0), ("files", sample.files + sample.testCount), ("targets", sample.targetCount + sample.testCount)]
    for expected in counts.map({ "\"\($0.0)\": \($0.1)" }) where !output.contains(expected) {
      throw Failure("bulkhead check over \(folder(of: sample)) does not say \(expected):\n\(output)")
    }
  }

  private func description(of sample: SampleRepository) throws -> String {
    let count = try processes.run(["sh", "-c", "\(cat(folder(of: sample))) | wc -lc"])
    let numbers = String(decoding: count.output, as: UTF8.self).split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard numbers.count == 2 else { throw Failure("wc answered \(String(decoding: count.output, as: UTF8.self))") }
    return """
      bulkhead check over \(files) Swift files, \(numbers[0]) lines, \((Double(numbers[1]) / 1e6).text(digits: 1)) MB, \
      \(sample.targetCount) targets, and a monorepo of 300 packages with as many; \(runs) interleaved runs; ratios are of the fastest

      """
  }

  /// The command that reads what is checked: fetched packages are no part of it.
  private func cat(_ folder: String) -> String { "find '\(folder)' -name .build -prune -o -name '*.swift' -print0 | xargs -0 cat" }

  private func measure(_ sample: SampleRepository, into report: inout BenchmarkReport) throws {
    let folder = folder(of: sample)
    let cat = "\(cat(folder)) > /dev/null"
    let hasRipgrep = processes.isInstalled("rg")
    var check = Series()
    var read = Series()
    var search = Series()
    var split = Split()
    // The first round warms the caches and is not counted.
    for round in 0...runs {
      let tool = try processes.run([Self.bulkhead, "check", "--root", folder, "--timings"])
      let floor = try processes.run(["sh", "-c", cat])
      let ripgrep = hasRipgrep ? try processes.run(["rg", "--no-ignore", "-c", "^import", folder]) : nil
      if round == 0 { continue }
      check.add(tool)
      split.add(String(decoding: tool.errorOutput, as: UTF8.self))
      read.add(floor)
      if let ripgrep { search.add(ripgrep) }
    }
    let isOne = sample.layout == .onePackage
    let name = "check-\(sample.layout.slug)"
    let target: Double? = isOne ? 1.0 : sample.layout == .manyPackages ? 1.5 : nil
    report.text += "\n\(sample.layout.rawValue.padded(to: 30))      min    median    ratio   target\n"
    report.text += "  bulkhead check".padded(to: 30) + check.text + "\n"
    add("find | xargs cat > /dev/null", read, named: name, "cat", check, target, &report)
    if hasRipgrep { add("rg -c '^import'", search, named: name, "rg", check, isOne ? 2.0 : nil, &report) }
    report.add("\(name)-memory", Double(check.peakMemory), "B", versus: "target", ratio: Double(check.peakMemory) / Double(Self.memoryTarget))
    report.text += "  peak memory".padded(to: 30) + "\((Double(check.peakMemory) / 1e6).text(digits: 1)) MB".aligned(right: 9)
    report.text += "150 MB".aligned(right: 28) + "\n"
    for (phase, milliseconds) in split.medians {
      report.add("\(name)-\(phase)", milliseconds / 1000, "s")
      report.text += "    \(phase)".padded(to: 30) + "\(milliseconds.text(digits: 1)) ms".aligned(right: 19) + "\n"
    }
  }

  private func add(
    _ label: String, _ floor: Series, named name: String, _ peer: String, _ check: Series, _ target: Double?, _ report: inout BenchmarkReport
  ) {
    let ratio = check.minimum / floor.minimum
    report.add(name, check.minimum / 1000, "s", versus: peer, ratio: ratio)
    report.text += "  \(label)".padded(to: 30) + floor.text + "\(ratio.text(digits: 2)) ×".aligned(right: 9)
    report.text += (target.map { "\($0.text(digits: 1)) ×" } ?? "").aligned(right: 9) + "\n"
  }
}
