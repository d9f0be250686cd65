import Platform

/// Every benchmark of the repository, one subcommand each. A benchmark measures against a peer or a floor in the same run.
@main
enum Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      // The processes that a benchmark starts of itself.
      switch arguments.first {
      case "guard": ProcessGuard.run(Array(arguments.dropFirst()))
      case "count-telemetry": try TelemetryBenchmark.count()
      case "jobs-client": try await JobsClient.run(Array(arguments.dropFirst()))
      case "postgres-client": try await PostgresClient.run(Array(arguments.dropFirst()))
      case "serve": try await Serve.run(Array(arguments.dropFirst()))
      default: ThisProcess.exit(await Commands.tool.run(arguments).rawValue)
      }
    } catch {
      try? StandardStream.error.write(Commands.tool.message(for: error))
      ThisProcess.exit(2)
    }
  }
}
