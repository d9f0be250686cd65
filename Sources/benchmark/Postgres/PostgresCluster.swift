import CommandLine
import Platform

/// A private cluster of PostgreSQL in a temporary folder, on a Unix socket alone, which ends with the benchmark, be it by a `kill -9`, and
/// takes its folder with it. What is committed is not written to the disk at once: disks are not what is compared.
struct PostgresCluster {
  /// The folder of the Unix socket.
  let folder: String
  /// The release, as the server tells it: `15.16`.
  let version: String
  private let programs: String
  private let process: StartedProcess

  /// Connections that it takes, beside those of its superuser.
  static let connections = 300
  private static let database = "postgres"

  init() async throws {
    programs = try Self.findPrograms()
    let process = try StartedProcess(["/bin/sh", "-c", Self.start, "sh", programs, Self.serve] + (try Self.asOtherUser()), in: "/")
    self.process = process
    folder = try await process.firstLine(of: "PostgreSQL") { $0.hasPrefix("ready ") ? String($0.dropFirst(6)) : nil }
    let asked = try Processes().run(Self.psql(programs, folder) + ["-Atc", "SHOW server_version"])
    version = String(String(decoding: asked.output, as: UTF8.self).prefix { $0.isNumber || $0 == "." })
  }

  func stop() { process.stop() }

  /// The connection URL, for this side's client.
  var url: String { url(Self.database) }

  /// The same for another database.
  func url(_ database: String) -> String { "postgresql://postgres@/\(database)?host=\(folder)" }

  /// Makes an empty database, and returns its name.
  func makeDatabase(_ name: String) throws -> String {
    _ = try Processes().run(Self.psql(programs, folder) + ["-c", "CREATE DATABASE \(name) TEMPLATE template0"])
    return name
  }

  /// Makes the tables that the workloads use, those of pgbench among them.
  func fill() throws {
    let script = """
      CREATE TABLE customers (id int8 PRIMARY KEY, name text NOT NULL, score float8 NOT NULL, created timestamptz NOT NULL);
      INSERT INTO customers SELECT n, 'customer number ' || n, n / 8.0, timestamptz '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 1000) n;
      CREATE TABLE entries (id int8 NOT NULL, name text NOT NULL, score float8 NOT NULL);
      """
    _ = try Processes().run(Self.psql(programs, folder) + ["-v", "ON_ERROR_STOP=1", "-c", script])
    _ = try Processes().run([programs + "/pgbench", "-i", "-q", "-s", "1", "-h", folder, "-U", "postgres", Self.database])
    _ = try Processes().run(Self.psql(programs, folder) + ["-c", "VACUUM ANALYZE"])
  }

  /// Transactions per second of pgbench, which is written in C on libpq: single-row selects by key, prepared, from one thread.
  func pgbench(connections: Int, seconds: Int) throws -> Double {
    let outcome = try Processes().run([
      programs + "/pgbench", "-n", "-S", "-M", "prepared", "-c", "\(connections)", "-j", "1", "-T", "\(seconds)", "-h", folder, "-U", "postgres",
      Self.database,
    ])
    return try Self.transactionsPerSecond(in: String(decoding: outcome.output, as: UTF8.self))
  }

  /// The figure without the time for connecting, which is the last one where there are two.
  static func transactionsPerSecond(in text: String) throws -> Double {
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("tps = ") }
    guard let word = lines.last?.split(separator: " ").dropFirst(2).first, let number = Double(word), number > 0 else {
      throw Failure("pgbench's figures are not understood:\n\(text)")
    }
    return number
  }

  private static func psql(_ programs: String, _ folder: String) -> [String] {
    ["\(programs)/psql", "-X", "-q", "-h", folder, "-U", "postgres", "-d", database]
  }

  // MARK: where it comes from

  private static func findPrograms() throws -> String {
    if let found = installed { return found }
    throw Failure("PostgreSQL is not installed (\(needed.joined(separator: ", "))); on Debian: apt install postgresql")
  }

  static var isInstalled: Bool { installed != nil }

  private static let needed = ["initdb", "pg_ctl", "psql", "pgbench"]

  /// The folder of the programs. Debian keeps releases in folders of their own, the newest of which is taken; elsewhere they are on the path.
  private static var installed: String? {
    let debian = "/usr/lib/postgresql"
    let releases = ((try? Folder.entries(debian)) ?? []).compactMap { Int($0.name) }.sorted(by: >).map { "\(debian)/\($0)/bin" }
    let folders = releases + [ChildProcess.file(ofProgram: "initdb").map { PathText.parent($0) }].compactMap { $0 }
    return folders.first { folder in needed.allSatisfy { (try? File.status("\(folder)/\($0)"))??.kind == .file } }
  }

  /// The beginning of a command that runs as somebody else, for the server refuses to run as root; empty for anybody else.
  private static func asOtherUser() throws -> [String] {
    if try output(["id", "-u"]) != "0" { return [] }
    guard let group = try? output(["id", "-g", "postgres"]) else {
      throw Failure("PostgreSQL does not run as root, and there is no user postgres: add one, or run the benchmark as another user")
    }
    return ["setpriv", "--reuid=postgres", "--regid=\(group)", "--clear-groups"]
  }

  private static func output(_ command: [String]) throws -> String {
    String(decoding: try Processes().run(command).output.filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// Arguments: the folder of the programs, `serve`, and the beginning of a command that runs as another user, or nothing.
  ///
  /// It starts `serve` outside its process group, which is killed when the benchmark has gone, and holds the other end of its input.
  private static let start = """
    programs=$1 serve=$2
    shift 2
    folder=$(mktemp -d /tmp/bulkhead-benchmark.XXXXXX) || exit 1
    [ $# = 0 ] || chown postgres "$folder"
    sleep infinity | setsid "$@" /bin/sh -c "$serve" sh "$programs" "$folder"
    """

  /// Arguments: the folder of the programs, and the cluster's. At the end of its input it stops the server and removes the folder.
  private static let serve = """
    trap '' PIPE
    programs=$1 folder=$2
    cd "$folder" || exit 1
    if "$programs/initdb" -D data -U postgres -A trust -E UTF8 --no-locale --no-sync >log 2>&1 &&
      cat >>data/postgresql.conf <<END &&
    listen_addresses = ''
    unix_socket_directories = '$folder'
    max_connections = \(connections)
    shared_buffers = 256MB
    max_wal_size = 8GB
    autovacuum = off
    fsync = off
    synchronous_commit = off
    full_page_writes = off
    timezone = 'UTC'
    END
      "$programs/pg_ctl" start -s -w -D data -l log >/dev/null 2>&1
    then echo "ready $folder"
    else cat log; exit 1
    fi
    read -r line
    "$programs/pg_ctl" stop -s -m immediate -D data >/dev/null 2>&1
    cd /
    rm -rf "$folder"
    """
}
