import IO
import Platform
import Postgres
import PostgresTesting
import Synchronization
import TestSupport
import Testing

/// The database of a suite, made by the first of its tests.
enum TestDatabase {
  private static let databases = Mutex<[String: Task<String?, any Error>]>([:])

  /// The loop that the tests run on.
  static let loops: EventLoops = {
    do { return try EventLoops(count: 2) } catch { fatalError("no event loop for tests: \(error)") }
  }()

  /// The settings of connections to the suite's database; `nil`, with a notice printed, where PostgreSQL is not installed.
  static func configuration(for suite: String, role: String = "postgres") async throws -> PostgresConfiguration? {
    let task = databases.withLock { databases in
      if let task = databases[suite] { return task }
      let task = Task { try await PostgresCluster.shared(for: suite)?.makeDatabase() }
      databases[suite] = task
      return task
    }
    guard let database = try await task.value, let cluster = try await PostgresCluster.shared(for: suite) else { return nil }
    var configuration = try PostgresConfiguration(cluster.url(database, role: role))
    // Longer than anything that works takes, on a machine that does much else.
    (configuration.connectTimeout, configuration.operationTimeout, configuration.cancelTimeout) = (.seconds(120), .seconds(120), .seconds(120))
    return configuration
  }
}

/// Runs the body on an event loop, with the settings of connections to the suite's database. Where PostgreSQL is not installed, a notice
/// is printed instead.
func withConfiguration(_ suite: Any.Type, _ body: @Sendable (PostgresConfiguration) async throws -> Void) async throws {
  guard let configuration = try await TestDatabase.configuration(for: "\(suite)") else { return }
  try await TestDatabase.loops.all[0].run { try await body(configuration) }
}

/// The same with a connection.
func withConnection(
  _ suite: Any.Type, _ change: @Sendable (inout PostgresConfiguration) -> Void = { _ in },
  _ body: @Sendable (PostgresConnection) async throws -> Void
) async throws {
  try await withConfiguration(suite) { configuration in
    var configuration = configuration
    change(&configuration)
    let connection = try await PostgresConnection.connect(configuration)
    defer { connection.close() }
    try await body(connection)
  }
}

extension Deadline {
  /// Later than anything that works takes.
  static var generous: Deadline { .after(.seconds(60)) }
}

/// Waits, with the others of the loop having their turns, until it is so.
func wait(until isSo: () async throws -> Bool) async throws {
  let deadline = Deadline.generous
  while try await !isSo() {
    if deadline <= .now { throw IOError.timedOut }
    try await EventLoop.sleep(until: .after(.milliseconds(2)))
  }
}

/// Runs a program to its end.
func run(_ command: [String]) async throws {
  let outcome = try await onOwnThread { try ChildProcess.run(command, environment: Environment.forChildren) }
  if outcome.ending != .exit(0) { throw IOError.closed }
}

extension PostgresConnection {
  /// Checks that an answer is that to its question.
  func checkStep(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let answer = try await first("SELECT 7", as: Int.self)
    #expect(answer == 7, sourceLocation: sourceLocation)
  }
}

/// A list that tasks add to.
final class Gathered<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ element: Element) { elements.withLock { $0.append(element) } }
}
