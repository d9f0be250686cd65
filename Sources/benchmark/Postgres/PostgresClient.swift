import CommandLine
import IO
import Platform
import Postgres

/// The client that is measured, in a process of its own as its peers are, on one event loop.
struct PostgresClient {
  private let configuration: PostgresConfiguration
  private let loops: EventLoops

  private init(_ url: String) throws {
    configuration = try PostgresConfiguration(url)
    loops = try EventLoops(count: 1)
  }

  /// The process: `WORKLOAD URL SECONDS`, `idle URL CONNECTIONS` or `allocations URL STATEMENTS`. It prints its figures.
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3, let amount = Int(arguments[2]) else { throw Failure("postgres-client is for the benchmark's own use") }
    let client = try PostgresClient(arguments[1])
    let figures = try await client.loops.all[0].run {
      switch arguments[0] {
      case "idle": try await client.idleMemory(connections: amount)
      case "allocations": try await client.allocations(statements: amount)
      default:
        if let workload = Workload(rawValue: arguments[0]) {
          try await client.perform(workload, seconds: amount)
        } else {
          throw Failure("there is no workload \(arguments[0])")
        }
      }
    }
    try StandardStream.output.write(figures.line)
  }

  private func perform(_ workload: Workload, seconds: Int) async throws -> ClientFigures {
    if workload == .pool { return try await pool(seconds: seconds) }
    let connection = try await PostgresConnection.connect(configuration)
    try await connection.execute("TRUNCATE entries")
    var dice = Dice(seed: 1)
    var watch = Watch(seconds: seconds)
    switch workload {
    case .selectOne: while watch.runs(1) { _ = try await Self.selectOne(on: connection, dice.roll(Workload.keys) + 1) }
    case .selectMany:
      while watch.runs(1) {
        _ = try await connection.query("SELECT id, name, score, created FROM customers", as: (Int, String, Double, Timestamp).self)
      }
    case .insertOne:
      var number = 0
      while watch.runs(1) {
        number += 1
        try await connection.execute("INSERT INTO entries (id, name, score) VALUES (\(number), \("entry number one"), \(0.5))")
      }
    case .insertMany:
      let entries = Self.entries(Workload.insertedRows)
      while watch.runs(Workload.insertedRows) {
        try await connection.executeAll(
          entries.map { "INSERT INTO entries (id, name, score) VALUES (\($0.id), \($0.name), \($0.score))" })
      }
    case .copyIn:
      let entries = Self.entries(Workload.copiedRows)
      watch = Watch(seconds: seconds)
      while watch.runs(Workload.copiedRows) {
        try await connection.execute("TRUNCATE entries")
        try await connection.copyIn(into: SQLIdentifier("entries"), columns: ["id", "name", "score"]) { writer in
          for entry in entries { try await writer.row(entry.id, entry.name, entry.score) }
        }
      }
    case .pool: break
    }
    connection.close()
    return watch.figures
  }

  private static func entries(_ count: Int) -> [(id: Int, name: String, score: Double)] {
    (0..<count).map { (id: $0, name: "entry number \($0)", score: Double($0) / 8) }
  }

  private static func selectOne(on connection: PostgresConnection, _ key: Int) async throws -> Int32? {
    try await connection.first("SELECT abalance FROM pgbench_accounts WHERE aid = \(key)", as: Int32.self)
  }

  private func pool(seconds: Int) async throws -> ClientFigures {
    let pool = PostgresPool(configuration, limits: PoolLimits(connections: Workload.clients), on: loops)
    let watch = SharedWatch(Watch(seconds: seconds))
    try await withThrowingTaskGroup { group in
      for number in 1...Workload.clients {
        group.addTask {
          var dice = Dice(seed: number)
          while watch.runs(1) {
            _ = try await pool.first("SELECT abalance FROM pgbench_accounts WHERE aid = \(dice.roll(Workload.keys) + 1)", as: Int32.self)
          }
        }
      }
      try await group.waitForAll()
    }
    pool.close()
    return watch.figures
  }

  /// Bytes of memory that a connection adds which has run a statement and now waits, as `operations`.
  private func idleMemory(connections: Int) async throws -> ClientFigures {
    let memory = ProcessFigures(identifier: ThisProcess.identifier)
    var held: [PostgresConnection] = []
    var before = 0
    for number in 0...connections {
      let connection = try await PostgresConnection.connect(configuration)
      _ = try await Self.selectOne(on: connection, 1)
      held.append(connection)
      // The first one brings with it what is there once.
      if number == 0 { before = try memory.residentMemory() }
    }
    let grown = try memory.residentMemory() - before
    for connection in held { connection.close() }
    return ClientFigures(operations: Double(grown) / Double(connections), seconds: 1, processorSeconds: 0)
  }

  /// How often a prepared statement that selects one row asks for memory, as `operations`, counted over so many of them.
  ///
  /// Another one, whose text is longer than what a Swift string holds in place by far, has to be counted as more: else nothing is counted.
  private func allocations(statements: Int) async throws -> ClientFigures {
    let connection = try await PostgresConnection.connect(configuration)
    func count(_ body: () async throws -> Void) async throws -> Double {
      for _ in 0..<1000 { try await body() }
      // What asking for the count allocates is not the statements'.
      let start = try AllocationCounter.countOfThisProcess()
      let before = try AllocationCounter.countOfThisProcess()
      for _ in 0..<statements { try await body() }
      return Double(try AllocationCounter.countOfThisProcess() - before - (before - start)) / Double(statements)
    }
    let one = try await count { _ = try await Self.selectOne(on: connection, 7) }
    let control = try await count {
      _ = try await Self.selectOne(on: connection, 7)
      let more = try await connection.first("SELECT repeat('x', 100)", as: String.self)
      if more?.utf8.count != 100 { throw Failure("the database cannot repeat a letter") }
    }
    connection.close()
    if control < one + 1 { throw Failure("a statement that allocates was counted \(control - one) times: the counter does not count") }
    return ClientFigures(operations: one, seconds: 1, processorSeconds: 0)
  }
}

/// A watch for the tasks of one loop, which need no lock.
private final class SharedWatch: @unchecked Sendable {
  private var watch: Watch

  init(_ watch: Watch) { self.watch = watch }

  func runs(_ done: Int) -> Bool { watch.runs(done) }

  var figures: ClientFigures { watch.figures }
}
