import CommandLine
import Cryptography
import Platform
import PostgresInstallation

/// A PostgreSQL cluster of a checkout's own: where it is, who it runs as, and the commands that make, start and ask it.
///
/// It listens on a Unix socket alone. PostgreSQL refuses to run as root, so that for root it runs as another user, who owns its folder.
struct PrivateCluster: Sendable {
  private(set) var release: PostgresRelease
  /// The folder with everything that is its own.
  let folder: String
  /// The folder of the socket.
  let sockets: String
  /// The user that it runs as, who is its superuser too.
  let user: String
  /// Whether this process is another user, and may become that one.
  let isForeign: Bool

  static let database = "bulkhead"
  /// The longest path of a Unix socket, in bytes (`sun_path` less its end), and what PostgreSQL adds to the folder's.
  private static let longestSocket = 107
  private static let socketName = "/.s.PGSQL.5432"

  var data: String { "\(folder)/data" }
  var exists: Bool { get throws { try File.status("\(data)/PG_VERSION") != nil } }

  /// Decides where the cluster of a checkout is. Nothing is created; a folder that is there must be what `makeFolders` makes.
  ///
  /// - Parameters:
  ///   - releases: The programs that are installed, the newest first; at least one. A cluster stays with the release that made it.
  ///   - root: The checkout, as an absolute path without links.
  static func locate(_ releases: [PostgresRelease], root: String) throws -> PrivateCluster {
    var cluster = try locate(releases[0], root: root)
    let version = try cluster.version()
    if let own = releases.first(where: { $0.version == version }) { cluster.release = own }
    return cluster
  }

  private static func locate(_ release: PostgresRelease, root: String) throws -> PrivateCluster {
    let caller = try Self.output(["id", "-un"])
    let own = "\(root)/.bulkhead/postgres"
    if caller != "root" { return try PrivateCluster(release, folder: own, root: root, user: caller, isForeign: false) }
    let owner = try Self.output(["stat", "-c", "%U", root])
    let user = try [owner, "postgres", "nobody"].first { try $0 != "root" && $0 != "UNKNOWN" && Self.run(["id", "-u", $0]).ending == .exit(0) }
    guard let user else { throw Failure("PostgreSQL does not run as root, and there is no user postgres nor nobody: add one") }
    // Where others may not look into a folder above the checkout, as into that of root, the user does not reach it.
    let nearest = try [own, PathText.parent(own)].first { try File.status($0) != nil } ?? root
    let isReached = try Self.run(asUser(user) + ["test", "-x", nearest]).ending == .exit(0)
    return try PrivateCluster(release, folder: isReached ? own : elsewhere("/var/tmp", root), root: root, user: user, isForeign: true)
  }

  private init(_ release: PostgresRelease, folder: String, root: String, user: String, isForeign: Bool) throws {
    (self.release, self.folder, self.user, self.isForeign) = (release, folder, user, isForeign)
    sockets = folder.utf8.count + Self.socketName.utf8.count <= Self.longestSocket ? folder : Self.elsewhere("/tmp", root)
    for path in [folder, sockets] where try File.status(path, followingLink: false) != nil { try checkPrivate(path) }
  }

  /// Makes the folders, where they are not there: its owner alone may look into each.
  func makeFolders() throws {
    for path in [folder, sockets] where try File.status(path, followingLink: false) == nil {
      try Folder.create(PathText.parent(path))
      for command in [["mkdir", "-m", "700", path], ["chown", user, path]] {
        let outcome = try Self.run(command)
        if outcome.ending != .exit(0) { throw Failure("\(path) cannot be made for PostgreSQL: \(Self.words(outcome))") }
      }
      try checkPrivate(path)
    }
  }

  /// Refuses a folder that others may look into: somebody else may have made it.
  private func checkPrivate(_ path: String) throws {
    let found = try Self.output(["stat", "-c", "%F %a %U", path])
    if found != "directory 700 \(user)" {
      throw Failure("\(path) is to be a folder of \(user) alone (directory 700 \(user)) and is: \(found). Move it away, or change it")
    }
  }

  /// A folder of the checkout's own where everybody may make some.
  private static func elsewhere(_ parent: String, _ root: String) -> String {
    "\(parent)/bulkhead-\(Hexadecimal.encode(SHA256.digest(of: Array(root.utf8)).prefix(6)))"
  }

  // MARK: Commands

  /// The command that runs a program as the cluster's user.
  func command(_ arguments: [String]) -> [String] { isForeign ? Self.asUser(user) + arguments : arguments }

  private static func asUser(_ user: String) -> [String] {
    ["setpriv", "--reuid", user, "--regid", (try? output(["id", "-gn", user])) ?? user, "--init-groups"]
  }

  /// The command that is the server: settings fit for development, durable all the same.
  var server: [String] {
    let settings = [
      "listen_addresses=", "port=5432", "unix_socket_directories=\(sockets)", "unix_socket_permissions=0700", "max_connections=200",
      "shared_buffers=64MB", "log_destination=stderr", "logging_collector=off", "log_line_prefix=", "log_min_messages=warning", "timezone=UTC",
    ]
    return command([release.path("postgres"), "-D", data] + settings.flatMap { ["-c", $0] })
  }

  /// Makes the cluster; nothing is left of an attempt that was interrupted.
  func create() throws {
    let new = "\(folder)/data.new"
    // Who may connect: the cluster's user without a password, which the system tells; everybody else with theirs.
    let access = "local all \"\(user)\" peer\nlocal all all scram-sha-256\n"
    for arguments in [
      ["rm", "-rf", new],
      [release.path("initdb"), "-D", new, "--username", user, "--encoding", "UTF8", "--locale", "C", "--auth", "peer"],
      ["sh", "-c", "printf %s \"$1\" >\"$0/pg_hba.conf\"", new, access], ["mv", new, data],
    ] {
      let outcome = try Self.run(command(arguments))
      if outcome.ending != .exit(0) { throw Failure("PostgreSQL's cluster cannot be made in \(folder): \(Self.words(outcome))") }
    }
  }

  /// The version that made the cluster; `nil` where there is none yet.
  func version() throws -> Int? {
    guard try exists else { return nil }
    let outcome = try Self.run(command(["cat", "\(data)/PG_VERSION"]))
    return Int(String(decoding: outcome.output, as: UTF8.self).prefix { $0.isNumber })
  }

  /// Removes it with all that is in it, and its folders.
  func remove() throws {
    let outcome = try Self.run(["rm", "-rf", folder, sockets])
    if outcome.ending != .exit(0) { throw Failure("\(folder) cannot be removed: \(Self.words(outcome))") }
  }

  /// Whether it takes connections.
  func isReady() throws -> Bool { try Self.run([release.path("pg_isready"), "-q", "-h", sockets, "-t", "5"]).ending == .exit(0) }

  /// The command that is PostgreSQL's own client, as the superuser.
  func client(database: String = database) -> [String] {
    command([release.path("psql"), "-X", "-h", sockets, "-U", user, "-d", database])
  }

  /// Runs statements as the superuser. They are passed by the environment, for everybody may read a command.
  func run(sql: String, in database: String) throws {
    let script = ["sh", "-c", "printf '%s' \"$BULKHEAD_SQL\" | exec \"$@\"", "sh"] + client(database: database) + ["-q", "-v", "ON_ERROR_STOP=1"]
    let outcome = try Self.run(script, ["BULKHEAD_SQL=\(sql)"])
    if outcome.ending != .exit(0) { throw Failure("PostgreSQL refused what sets it up: \(Self.words(outcome))") }
  }

  // MARK: Running

  private static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

  private static func run(_ arguments: [String], _ variables: [String] = []) throws -> ChildProcess.Outcome {
    try ChildProcess.run(arguments, environment: environment + variables, isWatched: true)
  }

  private static func output(_ arguments: [String]) throws -> String {
    let outcome = try run(arguments)
    if outcome.ending != .exit(0) { throw Failure("\(arguments.joined(separator: " ")): \(words(outcome))") }
    return String(decoding: outcome.output.dropLast(), as: UTF8.self)
  }

  private static func words(_ outcome: ChildProcess.Outcome) -> String {
    let text = String(decoding: outcome.errorOutput.isEmpty ? outcome.output : outcome.errorOutput, as: UTF8.self)
    return text.split(separator: "\n").suffix(5).joined(separator: "; ")
  }
}
