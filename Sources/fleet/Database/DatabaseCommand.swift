import CommandLine
import Platform
import PostgresInstallation

/// `fleet database`: opens the private cluster, or removes it.
enum DatabaseCommand {
  static let command = Command<WritingAction>(
    name: "database",
    summary: "open the database that fleet up runs, or begin it anew",
    details: """
      Opens psql on the private PostgreSQL of this checkout, as its superuser, while fleet up runs it; each service's tables are in the
      schema with its name. With a command after --, runs that instead of a session. With --reset it removes the cluster with all that is
      in it, after asking; the next fleet up makes a new one.

      Exit codes: those of psql; with --reset 0 it is removed, 1 you said no, 2 it could not be done.
      """,
    operands: [Operand(name: "ARGUMENT", help: "arguments of psql", isOptional: true, isRepeated: true)],
    options: [.reset, .yes],
    examples: [
      ("fleet database", "a session of psql"),
      ("fleet database -- -c '\\dn'", "its schemas"),
      ("fleet database --reset", "begin anew, after a question"),
    ],
    run: run)

  private static func run(_ arguments: Arguments) async throws -> ExitCode {
    let environment = ThisProcess.environment
    let root = try Checkout.findRoot(given: arguments[.root])
    if arguments.has(.reset) { return try reset(root, environment, isAgreed: arguments.has(.yes)) }
    if arguments.has(.yes) { throw UsageError("--yes answers the question of --reset: give both") }
    if try Settings(root: root, environment: environment).hasDatabase {
      throw Failure("\(Settings.database) names a server, so there is none of the fleet's own: psql \"$\(Settings.database)\" opens that")
    }
    let cluster = try cluster(root, environment)
    guard try cluster.exists, try cluster.isReady() else {
      throw Failure("the database of \(root) does not run; fleet up runs it, where a service has \"database\": true")
    }
    try ThisProcess.become(cluster.client() + arguments.operands, environment: environment.map { "\($0.key)=\($0.value)" })
  }

  private static func reset(_ root: String, _ environment: [String: String], isAgreed: Bool) throws -> ExitCode {
    let cluster = try cluster(root, environment)
    guard try cluster.exists else { throw Failure("\(root) has no database of its own yet") }
    guard let lock = try FileLock.take("\(root)/.bulkhead/fleet.lock", note: "\(ThisProcess.identifier)\n") else {
      throw Failure("fleet up runs in \(root), and the database with it: end that first")
    }
    if !isAgreed {
      try StandardStream.error.write("Remove \(cluster.data), with all that the services of \(root) have stored? [y/N] ")
      let answer = readLine()?.lowercased() ?? ""
      if answer != "y" && answer != "yes" { return .findings }
    }
    try cluster.remove()
    withExtendedLifetime(lock) {}
    return .success
  }

  private static func cluster(_ root: String, _ environment: [String: String]) throws -> PrivateCluster {
    let releases = try PostgresRelease.all(path: environment["PATH"] ?? "")
    if releases.isEmpty { throw Failure("PostgreSQL \(PostgresRelease.oldest) or later is not installed") }
    return try PrivateCluster.locate(releases, root: root)
  }
}

extension Option {
  fileprivate static let reset = flag("--reset", "remove the database with all that is in it, after asking")
  fileprivate static let yes = flag("--yes", "with --reset: do not ask")
}
