import CommandLine
import IO
import JSON
import Jobs
import Lifecycle
import Platform
import Postgres
import Synchronization
import Telemetry

/// The queue that is measured, in a process of its own as its peers are, on one event loop.
struct JobsClient {
  /// A job that says which it is.
  private struct Number: JobPayload {
    let number: Int

    init(_ number: Int) { self.number = number }

    init(from fields: inout JSONFields) { number = fields.int("number", in: 0...Int.max) }

    var json: JSONValue { .object([.init("number", .number(number))]) }
  }

  private static let type = JobType<Number>("count", queue: "jobs.benchmark")
  private static let migrations = "packages/chassis/Jobs/Migrations"
  private static let enqueuedAtOnce = 1000
  private static let inFlight = 1000

  private let configuration: PostgresConfiguration
  private let loops: EventLoops
  private let pool: PostgresPool

  /// The process: `WORKLOAD URL AMOUNT`. It prints its figures.
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let amount = Int(arguments[2]), let workload = JobsWorkload(rawValue: arguments[0]) else {
      throw Failure("jobs-client is for the benchmark's own use")
    }
    let client = try JobsClient(arguments[1])
    let figures = try await client.loops.all[0].run {
      try await client.prepare()
      return try await client.perform(workload, amount)
    }
    try StandardStream.output.write(figures.line)
  }

  private init(_ url: String) throws {
    configuration = try PostgresConfiguration(url)
    loops = try EventLoops(count: 1)
    pool = PostgresPool(configuration, limits: PoolLimits(connections: 8), on: loops)
  }

  private func prepare() async throws {
    let connection = try await PostgresConnection.connect(configuration)
    defer { connection.close() }
    try await connection.run(script: "CREATE SCHEMA IF NOT EXISTS jobs; SET search_path = jobs")
    let files = try Folder.entries(Self.migrations).map(\.name).sorted()
    let steps = try files.enumerated().map { position, file in
      Migration(position + 1, file, String(decoding: try File.read("\(Self.migrations)/\(file)"), as: UTF8.self))
    }
    try await Migrations(steps, schema: "jobs").apply(on: connection, deadline: .after(.seconds(60)))
  }

  private func perform(_ workload: JobsWorkload, _ amount: Int) async throws -> ClientFigures {
    switch workload {
    case .enqueueOne: try await enqueue(1, seconds: amount)
    case .enqueueMany: try await enqueue(100, seconds: amount)
    case .work: try await work(jobs: amount)
    case .latency: try await latency(rounds: amount)
    case .idle: try await idle(seconds: amount)
    }
  }

  private func enqueue(_ count: Int, seconds: Int) async throws -> ClientFigures {
    let numbers = (0..<count).map { Number($0) }
    return try await pool.withConnection { connection in
      var watch = Watch(seconds: seconds)
      while watch.runs(count) { try await connection.enqueue(Self.type, numbers) }
      return watch.figures
    }
  }

  private func worker(limit: Int, _ body: @escaping @Sendable (Int) -> Void) -> JobWorker {
    let intake = Intake()
    intake.open()
    return JobWorker(
      [JobHandler(Self.type) { job in body(job.payload.number) }], limit: limit, configuration: configuration, pool: pool, loops: loops,
      intake: intake, logger: Logger("jobs", output: .inMemory(levels: LogLevels(.error))))
  }

  private func work(jobs: Int) async throws -> ClientFigures {
    for first in stride(from: 0, to: jobs, by: Self.enqueuedAtOnce) {
      let numbers = (first..<min(jobs, first + Self.enqueuedAtOnce)).map { Number($0) }
      try await pool.withConnection { _ = try await $0.enqueue(Self.type, numbers) }
    }
    let count = Atomic<Int>(0)
    let worker = worker(limit: Self.inFlight) { _ in count.add(1, ordering: .relaxed) }
    let (start, processor) = (Clocks.monotonic, Watch.processorSeconds)
    let running = Task(executorPreference: loops.all[0]) { try await worker.run() }
    while true {
      try await EventLoop.sleep(until: .after(.milliseconds(20)))
      if count.load(ordering: .relaxed) < jobs { continue }
      if try await pool.first("SELECT count(*) FROM jobs.outcome", as: Int.self) == jobs { break }
    }
    let figures = ClientFigures(
      operations: Double(jobs), seconds: Double(Clocks.monotonic - start) / 1e9, processorSeconds: Watch.processorSeconds - processor)
    try await worker.stop(deadline: .now + .seconds(10))
    running.cancel()
    return figures
  }

  /// The middle of the times in milliseconds, as `operations`.
  private func latency(rounds: Int) async throws -> ClientFigures {
    let started = Mutex([Int: Int]())
    let worker = worker(limit: 10) { number in started.withLock { $0[number] = Clocks.monotonic } }
    let running = Task(executorPreference: loops.all[0]) { try await worker.run() }
    var times: [Double] = []
    for number in 0..<(20 + rounds) {
      let start = Clocks.monotonic
      try await pool.withConnection { _ = try await $0.enqueue(Self.type, Number(number)) }
      var end: Int?
      while end == nil {
        try await EventLoop.sleep(until: .after(.microseconds(200)))
        end = started.withLock { $0[number] }
      }
      if number >= 20 { times.append(Double(end! - start) / 1e6) }
      try await EventLoop.sleep(until: .after(.milliseconds(5)))
    }
    try await worker.stop(deadline: .now + .seconds(10))
    running.cancel()
    return ClientFigures(operations: times.sorted()[times.count / 2], seconds: 1, processorSeconds: 0)
  }

  /// Statements in a minute, of ten workers together, as `operations`.
  private func idle(seconds: Int) async throws -> ClientFigures {
    let workers = (0..<10).map { _ in worker(limit: 10) { _ in } }
    let running = workers.map { worker in Task(executorPreference: loops.all[0]) { try await worker.run() } }
    try await EventLoop.sleep(until: .after(.seconds(11)))
    let before = try await transactions()
    try await EventLoop.sleep(until: .after(.seconds(seconds)))
    let after = try await transactions()
    for worker in workers { try await worker.stop(deadline: .now + .seconds(10)) }
    for task in running { task.cancel() }
    return ClientFigures(operations: Double(after - before) * 60 / Double(seconds), seconds: 1, processorSeconds: 0)
  }

  /// Each statement of a worker is a transaction. Sessions report theirs up to ten seconds after they became idle.
  private func transactions() async throws -> Int {
    try await pool.first(
      "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()", as: Int.self) ?? 0
  }
}
