import JSON
import Platform

/// Every benchmark of the repository, one subcommand each. A benchmark measures against a peer or a floor in the same run.
@main
enum Main {
  static func main() {
    do throws(BenchmarkError) {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      let report =
        switch options.name {
        case "check": try CheckBenchmark(options).run()
        default: throw BenchmarkError("there is no benchmark \"\(options.name)\"; there is: check")
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
