import JSON
import Platform

/// Every benchmark of the repository, one subcommand each. A benchmark measures against a peer or a floor in the same run.
@main
enum Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do throws(BenchmarkError) {
      // The processes that a benchmark starts of itself.
      switch arguments.first {
      case "guard": ProcessGuard.run(Array(arguments.dropFirst()))
      case "count-telemetry": return try TelemetryBenchmark.count()
      case "serve": return try await Serve.run(Array(arguments.dropFirst()))
      default: break
      }
      let options = try Options(arguments)
      if options.isHelp {
        try? StandardStream.output.write(Options.usage + "\n")
        return
      }
      let report =
        switch options.name {
        case "check": try CheckBenchmark(options).run()
        case "http": try await HTTPBenchmark(options).run()
        case "allocations": try await AllocationBenchmark().run()
        case "telemetry": try TelemetryBenchmark(options).run()
        case "start": try await StartBenchmark(options).run()
        default: throw BenchmarkError("there is no benchmark \"\(options.name)\"; there are: check, http, allocations, telemetry, start")
        }
      let text = options.isJSON ? report.json.encoded(.indented) + [0x0A] : Array(report.text.utf8)
      try? StandardStream.output.write(text)
    } catch {
      try? StandardStream.error.write("benchmark: \(error)\n\(Options.usage)\n")
      ThisProcess.exit(2)
    }
  }
}

/// Why a benchmark could not be run: a sentence for the person at the terminal.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Runs `body`; what the system refuses is told as it is.
  static func wrapping<Result>(_ body: () throws(PlatformError) -> Result) throws(BenchmarkError) -> Result {
    do throws(PlatformError) { return try body() } catch { throw BenchmarkError(error.description) }
  }
}
