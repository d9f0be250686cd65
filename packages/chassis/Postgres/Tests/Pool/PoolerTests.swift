import IO
import Platform
import Postgres
import TestSupport
import Testing

/// PgBouncer in between, which gives each transaction a session of the server that others had before it.
@Suite struct PoolerTests {
  /// Runs the body with PgBouncer before the suite's database, with this many sessions.
  private func withPooler(sessions: Int, _ body: @Sendable (PostgresConfiguration) async throws -> Void) async throws {
    guard ChildProcess.file(ofProgram: "pgbouncer") != nil else { return print("PoolerTests: skipped, PgBouncer is not installed") }
    try await withConfiguration(PoolerTests.self) { direct in
      let folder = try TemporaryFolder()
      let (host, port) = (direct.hosts[0].name, direct.hosts[0].port)
      let settings = """
        [databases]
        * = host=\(host) port=\(port) user=postgres
        [pgbouncer]
        listen_port = 6432
        listen_addr =
        unix_socket_dir = \(folder.path)/sockets
        unix_socket_mode = 0777
        auth_type = any
        pool_mode = transaction
        default_pool_size = \(sessions)
        """
      try folder.write(settings, to: "pgbouncer.ini")
      // It refuses to run as root, and ends when the test does.
      let script = """
        cd "$1" && mkdir sockets && chmod 755 . && chmod 644 pgbouncer.ini || exit 1
        [ "$(id -u)" != 0 ] || { chown postgres sockets && as='-u postgres'; }
        pgbouncer $as pgbouncer.ini & process=$!
        until [ -e done ] || ! kill -0 $process; do sleep 0.05; done
        kill $process
        wait $process
        """
      let command = ["sh", "-c", script, "sh", folder.path]
      async let pooler = onOwnThread { try ChildProcess.run(command, environment: Environment.forChildren, seconds: 300) }
      var configuration = direct
      configuration.hosts = [.init("\(folder.path)/sockets", port: 6432)]
      configuration.preparedStatements = 0
      let outcome: Result<Void, any Error>
      do {
        try await wait { try File.status("\(folder.path)/sockets/.s.PGSQL.6432") != nil }
        outcome = .success(try await body(configuration))
      } catch {
        outcome = .failure(error)
      }
      try folder.write("", to: "done")
      let said = try await pooler
      if case .failure(let error) = outcome { Issue.record("\(error)\n\(String(decoding: said.errorOutput, as: UTF8.self))") }
    }
  }

  @Test func `without named statements each transaction may have another session`() async throws {
    try await withPooler(sessions: 3) { configuration in
      let pool = PostgresPool(configuration, limits: PoolLimits(connections: 12, waitTimeout: .seconds(120)), on: TestDatabase.loops)
      defer { pool.close() }
      try await pool.withConnection { _ = try await $0.run(script: "CREATE TABLE pooled (n int8 PRIMARY KEY, t text)") }
      let sessions = Gathered<Set<Int32>>()
      try await withThrowingTaskGroup { group in
        for task in 0..<12 {
          group.addTask(executorPreference: TestDatabase.loops.all[task % 2]) {
            try await pool.withConnection { connection in
              var own: Set<Int32> = []
              for number in 0..<20 {
                let key = task * 100 + number
                try await connection.transaction {
                  try await connection.execute("INSERT INTO pooled (n, t) VALUES (\(key), \("\(key)"))")
                  let found = try await connection.first("SELECT t, pg_backend_pid() FROM pooled WHERE n = \(key)", as: (String, Int32).self)
                  #expect(found?.0 == "\(key)")
                  if let process = found?.1 { own.insert(process) }
                }
                #expect(try await connection.first("SELECT \(key)::int8 + 1", as: Int.self) == key + 1)
              }
              sessions.add(own)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await pool.first("SELECT count(*) FROM pooled", as: Int.self) == 240)
      #expect(Set(sessions.all.joined()).count <= 3)
      #expect(sessions.all.contains { $0.count > 1 }, "no connection had more than one session, so that nothing was shown")
    }
  }
}
