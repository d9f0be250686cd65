import Platform
import Synchronization
import TestSupport

/// A private cluster of PostgreSQL in a temporary folder, reached by a Unix socket alone. It ends, and its folder goes, when it is released
/// and when the process of the tests ends, be it by a `kill -9`.
///
/// ```swift
/// guard let cluster = try await PostgresCluster.shared(for: "RowTests") else { return }
/// let database = try await cluster.makeDatabase()
/// ```
///
/// Roles: `postgres` comes in without a password; `scram`, `cleartext` and `md5` are asked for theirs by that method, once a test has made
/// them.
public final class PostgresCluster: Sendable {
  /// The error of a cluster that did not start, or of a program of PostgreSQL that failed.
  public struct Failure: Error, CustomStringConvertible {
    /// The program's own words.
    public let description: String
  }

  /// The folder of the Unix socket, whose port is 5432.
  public let socketFolder: String
  private let programs: PostgresPrograms
  private let process: GuardedProcess
  private let databases = Atomic<Int>(0)

  /// Starts a cluster of the test's own, for tests that restart it or stop its processes; `nil`, with a notice printed, where PostgreSQL is
  /// not installed.
  public static func make(for test: String) async throws -> PostgresCluster? {
    guard let programs = PostgresPrograms.installed else {
      print("\(test): skipped, PostgreSQL is not installed")
      return nil
    }
    return try await PostgresCluster(programs)
  }

  /// Returns the cluster that all tests of the process share, started by the first; `nil`, with a notice printed, where PostgreSQL is not
  /// installed.
  public static func shared(for test: String) async throws -> PostgresCluster? {
    if PostgresPrograms.installed == nil { return try await make(for: test) }
    return try await sharedCluster.value
  }

  private static let sharedCluster = Task { try await PostgresCluster(PostgresPrograms.installed!) }

  private init(_ programs: PostgresPrograms) async throws {
    self.programs = programs
    let report = ClusterReport()
    process = try GuardedProcess(
      starting: ["/bin/sh", "-c", ClusterScript.start, "sh", programs.folder, ClusterScript.serve] + programs.asOtherUser,
      guardedBy: ["\(BuiltProducts.folder)/fleet", "guard"], environment: Environment.forChildren, in: "/", onEvent: report.take)
    socketFolder = try await report.folder()
  }

  // MARK: databases

  /// Creates an empty database with a name of its own, and returns the name.
  public func makeDatabase() async throws -> String {
    let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
    _ = try await run("createdb", "--template=template0", "--username=postgres", "--host=\(socketFolder)", name)
    return name
  }

  /// The connection URL of a database, as a role.
  public func url(_ database: String, role: String = "postgres") -> String {
    "postgresql://\(role)@/\(database)?host=\(socketFolder)"
  }

  /// The path of the socket's file.
  public var socketPath: String { "\(socketFolder)/.s.PGSQL.5432" }

  // MARK: the server's processes

  /// Stops the server: its clients are told, and their transactions rolled back.
  public func stop() async throws { _ = try await control("stop", "-m", "fast") }

  /// Starts the server again, and waits until it takes connections.
  public func start() async throws { _ = try await control("start", "-l", "\(socketFolder)/log") }

  /// Kills the server, which then recovers when it is started again.
  public func crash() async throws { _ = try await control("stop", "-m", "immediate") }

  /// Sends a signal, such as `STOP`, to a process of the server.
  public func signal(_ name: String, process: Int) async throws { _ = try await run(["kill", "-\(name)", "\(process)"]) }

  private func control(_ arguments: String...) async throws -> String {
    try await run(programs.asOtherUser + ["\(programs.folder)/pg_ctl", "-s", "-w", "-D", "\(socketFolder)/data"] + arguments)
  }

  /// Runs a program of PostgreSQL to its end and returns its output; throws what it wrote to standard error where it failed.
  @discardableResult
  public func run(_ program: String, _ arguments: String...) async throws -> String {
    try await run(["\(programs.folder)/\(program)"] + arguments)
  }

  private func run(_ command: [String]) async throws -> String {
    let outcome = try await onOwnThread { try ChildProcess.run(command, environment: Environment.forChildren, isWatched: false) }
    guard outcome.ending == .exit(0) else {
      throw Failure(description: "\(command): \(outcome.ending) \(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
    return String(decoding: outcome.output, as: UTF8.self)
  }
}

/// What the script of a cluster says, and a task that waits for it.
private final class ClusterReport: Sendable {
  private struct State {
    var output = ""
    var errorOutput = ""
    var hasEnded = false
  }

  private let state = Mutex(State())

  func take(_ event: GuardedProcess.Event) {
    state.withLock { state in
      switch event {
      case .output(let bytes): state.output += String(decoding: bytes, as: UTF8.self)
      case .errorOutput(let bytes): state.errorOutput += String(decoding: bytes, as: UTF8.self)
      case .ended: state.hasEnded = true
      }
    }
  }

  /// Waits for the cluster, two minutes at most, and returns its folder.
  func folder() async throws -> String {
    let deadline = ContinuousClock.now + .seconds(120)
    while true {
      let seen = state.withLock { $0 }
      if seen.output.hasPrefix("ready "), let end = seen.output.firstIndex(of: "\n") { return String(seen.output[..<end].dropFirst(6)) }
      if seen.output.hasPrefix("failed") || seen.hasEnded || ContinuousClock.now > deadline {
        throw PostgresCluster.Failure(description: "no cluster of PostgreSQL could be started:\n\(seen.output)\(seen.errorOutput)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
