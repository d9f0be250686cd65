import CommandLine
import Platform

/// The benchmarks, a command each. Standard output is the result, standard error says what goes on.
enum Commands {
  static let tool = Tool(
    name: "benchmark",
    summary: "measures against a peer or a floor, in the same run",
    commands: [check, http, tls, postgres, jobs, allocations, telemetry, start],
    commonOptions: [.format],
    examples: [("benchmark http", "the server beside a bare loop"), ("benchmark check --files 1000 --runs 3", "a short run")],
    exitCodes: "0 it was measured, 2 it could not be.")

  private static let check = measuring(
    "check", "bulkhead check beside reading the same bytes, and beside a search",
    """
    Makes repositories of Swift files under .build/benchmark, among them a monorepo of 300 packages with and without its checkouts, builds \
    bulkhead as make build does, and runs it as a whole process.
    """,
    [.files, .checkRuns], example: ("benchmark check --files 20000", "a large repository")
  ) { try CheckBenchmark($0).run() }

  private static let http = measuring(
    "http", "the HTTP server beside a bare loop that answers the same bytes",
    "Serves from a process of its own, as the loop does, to the same load of wrk; then holds idle connections and looks at the memory.",
    [.httpRuns, .seconds, .loops, .connections], example: ("benchmark http --seconds 1 --runs 1", "a first look")
  ) { try await HTTPBenchmark($0).run() }

  private static let tls = measuring(
    "tls", "the HTTP server over TLS beside nginx, with the same certificate and cipher",
    """
    Requests on kept connections (by wrk), full handshakes (by openssl s_time), and the memory of idle connections. Needs nginx, wrk and \
    openssl; says which package to install where one is missing.
    """,
    [.tlsRuns, .seconds, .secureConnections], example: ("benchmark tls --seconds 1 --runs 1", "a first look")
  ) { try await TLSBenchmark($0).run() }

  private static let postgres = measuring(
    "postgres", "the PostgreSQL client beside asyncpg, psycopg and pgbench, on one server",
    """
    Starts a private cluster, and has each client do the same work in a process of its own. Installs asyncpg and psycopg into \
    .build/benchmark/venv; without Python it says so, and compares with pgbench alone.
    """,
    [.postgresRuns, .seconds], example: ("benchmark postgres --seconds 1 --runs 1", "a first look")
  ) { try await PostgresBenchmark($0).run() }

  private static let jobs = measuring(
    "jobs", "the job queue beside procrastinate, pgqueuer and awa-pg, on one server",
    """
    Starts a private cluster, and has each queue do the same work in a process of its own and a database of its own. Installs the others into \
    .build/benchmark/jobs-venv; without Python it says so, and measures this one alone.
    """,
    [.jobsRuns, .seconds, .jobCount], example: ("benchmark jobs --runs 1 --jobs 5000", "a first look")
  ) { try await JobsBenchmark($0).run() }

  private static let allocations = measuring(
    "allocations", "how often the HTTP server and the PostgreSQL client ask for memory",
    """
    Counts the allocations for each request on a connection that was answered before, and for each statement that selects a row and was \
    prepared before.
    """,
    [], example: ("benchmark allocations --format json", "the numbers as data")
  ) { _ in try await AllocationBenchmark().run() }

  private static let telemetry = measuring(
    "telemetry", "what a log line, a count, an observation and a span cost",
    "Measures time against a floor of the same run, and counts allocations in a process of their own.",
    [.telemetryRuns], example: ("benchmark telemetry", "all operations")
  ) { try TelemetryBenchmark($0).run() }

  private static let start = measuring(
    "start", "how soon a process is ready, beside one that does nothing",
    "Starts what make build built, and asks for /readyz until it answers 200.",
    [.startRuns], example: ("benchmark start --runs 50", "more runs")
  ) { try await StartBenchmark($0).run() }

  /// A command that prints what it measured.
  private static func measuring(
    _ name: String, _ summary: String, _ details: String, _ options: [Option], example: (String, String),
    _ measure: @escaping @Sendable (Arguments) async throws -> BenchmarkReport
  ) -> Command<WritingAction> {
    Command(name: name, summary: summary, details: details, options: options, examples: [example]) { arguments in
      let report = try await measure(arguments)
      // A reader that went away has what it wanted.
      try? StandardStream.output.write(arguments.isJSON ? report.json.line() : Array(report.text.utf8))
      return .success
    }
  }
}

extension Option {
  static let files = Option.number("--files", "NUMBER", in: 100...100_000, default: 5000, "Swift files of the repository that is made")
  static let seconds = Option.number("--seconds", "NUMBER", in: 1...600, default: 3, "how long each run of a load is")
  static let loops = Option.number("--loops", "NUMBER", in: 1...64, default: 1, "event loops of the server, and threads of the floor")
  static let connections = Option.number("--connections", "NUMBER", in: 100...20_000, default: 10_000, "idle connections held")
  static let secureConnections = Option.number("--connections", "NUMBER", in: 100...4000, default: 1000, "idle connections held")
  static let checkRuns = runs(10)
  static let httpRuns = runs(3)
  static let tlsRuns = runs(3)
  static let postgresRuns = runs(3)
  static let jobsRuns = runs(3)
  static let jobCount = Option.number("--jobs", "NUMBER", in: 100...1_000_000, default: 50_000, "jobs that a worker has before it")
  static let telemetryRuns = runs(10)
  static let startRuns = runs(20)

  private static func runs(_ usual: Int) -> Option {
    number("--runs", "NUMBER", in: 1...1000, default: usual, "interleaved runs of each side")
  }
}
