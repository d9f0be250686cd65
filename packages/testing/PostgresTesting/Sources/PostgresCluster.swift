import Platform
import Synchronization
import TestSupport

/// A private cluster of PostgreSQL in a temporary folder, reached by a Unix socket, and at no address unless a test asks for some. It ends,
/// and its folder goes, when it is released and when the process of the tests ends, be it by a `kill -9`.
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

  /// The folder of the Unix socket.
  public let socketFolder: String
  /// The port, of the Unix socket too: 5432 where the cluster listens at no address.
  public let port: UInt16
  private let programs: PostgresPrograms
  private let process: GuardedProcess
  private let databases = Atomic<Int>(0)

  /// Starts a cluster of the test's own, for tests that restart it or stop its processes; `nil`, with a notice printed, where PostgreSQL is
  /// not installed.
  /// - Parameter addresses: loopback addresses to listen at; a client there is let in by no rule until `admit` gives some.
  public static func make(for test: String, at addresses: [String] = []) async throws -> PostgresCluster? {
    guard let programs = PostgresPrograms.installed else {
      print("\(test): skipped, PostgreSQL is not installed")
      return nil
    }
    return try await PostgresCluster(programs, addresses)
  }

  /// Returns the cluster that all tests of the process share, started by the first; `nil`, with a notice printed, where PostgreSQL is not
  /// installed.
  public static func shared(for test: String) async throws -> PostgresCluster? {
    if PostgresPrograms.installed == nil { return try await make(for: test) }
    return try await sharedCluster.value
  }

  private static let sharedCluster = Task { try await PostgresCluster(PostgresPrograms.installed!, []) }

  private init(_ programs: PostgresPrograms, _ addresses: [String]) async throws {
    self.programs = programs
    let report = ClusterReport()
    process = try GuardedProcess(
      starting: ["/bin/sh", "-c", ClusterScript.start, "sh", programs.folder, ClusterScript.serve, addresses.joined(separator: ",")]
        + programs.asOtherUser,
      guardedBy: ["\(BuiltProducts.folder)/fleet", "guard"], environment: Environment.forChildren, in: "/", onEvent: report.take)
    (socketFolder, port) = try await report.place()
  }

  // MARK: databases

  /// Creates an empty database with a name of its own, and returns the name.
  public func makeDatabase() async throws -> String {
    let name = "test_\(databases.add(1, ordering: .relaxed).newValue)"
    _ = try await run("createdb", "--template=template0", "--username=postgres", "--host=\(socketFolder)", "--port=\(port)", name)
    return name
  }

  /// Creates a database with a schema and a role of that name, as a service has them (ADR 0008), and returns the role's connection URL.
  public func makeSchema(_ name: String) async throws -> String {
    let database = try await makeDatabase()
    let statements = """
      DO $$ BEGIN CREATE ROLE "\(name)" LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      ALTER ROLE "\(name)" IN DATABASE \(database) SET search_path = "\(name)";
      REVOKE ALL ON DATABASE \(database) FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT CONNECT, TEMPORARY ON DATABASE \(database) TO "\(name)";
      CREATE SCHEMA "\(name)" AUTHORIZATION "\(name)";
      """
    try await run("psql", "-Xqc", statements, "-v", "ON_ERROR_STOP=1", url(database))
    return url(database, role: name)
  }

  /// The connection URL of a database, as a role, over the Unix socket.
  public func url(_ database: String, role: String = "postgres") -> String {
    "postgresql://\(role)@/\(database)?host=\(socketFolder)&port=\(port)"
  }

  /// The path of the socket's file.
  public var socketPath: String { "\(socketFolder)/.s.PGSQL.\(port)" }

  // MARK: the server's settings, from its next start on

  /// Has the server let clients in by these lines of `pg_hba.conf`, behind those for the Unix socket.
  public func admit(by rules: String) async throws { try await append(rules, to: "pg_hba.conf") }

  /// Gives the server TLS, with copies of these files.
  /// - Parameter authorities: the file of those whose certificates clients may show.
  public func useTLS(certificate: String, key: String, authorities: String) async throws {
    let data = "\(socketFolder)/data"
    for (source, name) in [(certificate, "tls.crt"), (key, "tls.key"), (authorities, "tls.ca")] {
      // The server takes no key that is another user's, or that others may read.
      try await run([
        "sh", "-c", "cp \"$1\" \"$2\" && chmod 600 \"$2\" && { [ \"$(id -u)\" != 0 ] || chown postgres \"$2\"; }", "sh", source, "\(data)/\(name)",
      ])
    }
    try await append("ssl = on\nssl_cert_file = 'tls.crt'\nssl_key_file = 'tls.key'\nssl_ca_file = 'tls.ca'", to: "postgresql.conf")
  }

  /// Appends lines to a file of the server's, which keeps its owner.
  private func append(_ lines: String, to name: String) async throws {
    try await run(["sh", "-c", "printf '%s\\n' \"$1\" >>\"$2\"", "sh", lines, "\(socketFolder)/data/\(name)"])
  }

  // MARK: the server's processes

  /// Stops the server: its clients are told, and their transactions rolled back.
  public func stop() async throws { _ = try await control("stop", "-m", "fast") }

  /// Starts the server again, and waits until it takes connections.
  public func start() async throws { _ = try await control("start", "-l", "\(socketFolder)/log") }

  /// Stops the server and starts it again.
  public func restart() async throws {
    try await stop()
    try await start()
  }

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

  @discardableResult
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

  /// Waits for the cluster, two minutes at most, and returns its folder and its port.
  func place() async throws -> (folder: String, port: UInt16) {
    let deadline = ContinuousClock.now + .seconds(120)
    while true {
      let seen = state.withLock { $0 }
      if seen.output.hasPrefix("ready "), let end = seen.output.firstIndex(of: "\n") {
        let words = seen.output[..<end].split(separator: " ")
        if words.count == 3, let port = UInt16(words[2]) { return (String(words[1]), port) }
      }
      if seen.output.hasPrefix("failed") || seen.hasEnded || ContinuousClock.now > deadline {
        throw PostgresCluster.Failure(description: "no cluster of PostgreSQL could be started:\n\(seen.output)\(seen.errorOutput)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
