import JSON
import Platform
import PostgresInstallation
import TestSupport
import Testing

@testable import Fleet

/// The database that `fleet up` runs for services that have a schema.
@Suite(.enabled(if: (try? PostgresRelease.all(path: Environment["PATH"] ?? "").isEmpty) == false, "needs PostgreSQL"))
struct DatabaseTests {
  private struct Sample {
    let services: StandIns

    init?(for test: String) throws {
      guard let services = try StandIns(for: test) else { return nil }
      self.services = services
      try services.add("alpha-one", #","database":true"#)
      try services.add("beta", #","database":true"#)
      try services.add("gamma")
    }

    func up(_ environment: [String: String] = [:]) throws -> RunningFleet {
      try RunningFleet(
        ["up", "--configuration", "debug"], in: services.folder.path,
        environment: ["SHOW": "DATABASE_URL"].merging(environment) { _, new in new })
    }

    func database(_ arguments: String...) async throws -> ChildProcess.Outcome {
      try await onOwnThread {
        try ChildProcess.run(
          [Repository.fleet, "database", "--root", services.folder.path] + arguments, environment: Environment.forChildren)
      }
    }

    /// What statements print, run as the superuser.
    func answer(_ sql: String) async throws -> String {
      let outcome = try await database("--", "-Atc", sql)
      return String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)
    }

    func end(_ fleet: RunningFleet, code: Int32 = 0) async throws {
      fleet.process.signal(15)
      #expect(try await fleet.ending() == .exit(code), "\(fleet.errorOutput)")
    }

    func process(_ name: String) throws -> Int {
      let all = try JSONValue(parsing: File.read("\(services.folder.path)/.bulkhead/fleet.json"))["processes"]?.array ?? []
      return try #require(all.first { $0["name"]?.string == name }?["pid"]?.int)
    }
  }

  /// The URL that a service was given.
  private func url(_ service: String, _ fleet: RunningFleet) throws -> String {
    let line = fleet.output.split(separator: "\n").last { $0.hasPrefix(service) && $0.contains("DATABASE_URL=") }
    return String(try #require(line?.split(separator: "DATABASE_URL=").last))
  }

  /// What a service's own role prints or is told.
  private func answer(_ sql: String, at url: String) async throws -> String {
    let release = try #require(PostgresRelease.all(path: Environment["PATH"] ?? "").first)
    let outcome = try await onOwnThread {
      try ChildProcess.run([release.path("psql"), "-XAtc", sql, url], environment: Environment.forChildren)
    }
    return String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)
  }

  @Test func `each service gets a schema and a role that sees no other's, and what is stored outlives the fleet, however it ends`() async throws {
    guard let sample = try Sample(for: "each service gets a schema and a role") else { return }
    var fleet = try sample.up()
    try await fleet.wait(for: "\ngamma       ready")
    #expect(fleet.output.contains("\npostgresql  ready"))
    // What is printed to whom it belongs: each has migrated its own schema, before it started.
    let lines = fleet.output.split(separator: "\n")
    let migrated = try #require(lines.firstIndex { $0.hasPrefix("alpha-one") && $0.hasSuffix("migrated as alpha_one") })
    let started = try #require(lines.firstIndex { $0.hasPrefix("alpha-one") && $0.contains("DATABASE_URL=") })
    #expect(migrated < started && !fleet.output.contains("migrated as gamma"))
    #expect(try url("gamma", fleet) == "-")
    let (alpha, beta) = (try url("alpha-one", fleet), try url("beta", fleet))
    #expect(
      try await answer("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7); SELECT current_schema", at: alpha)
        == "CREATE TABLE\nINSERT 0 1\nalpha_one\n")
    #expect(try await answer("SELECT n FROM alpha_one.kept", at: beta).contains("permission denied for schema alpha_one"))
    #expect(try await answer("CREATE TABLE public.mine (n int)", at: beta).contains("permission denied for schema public"))
    #expect(try await answer("CREATE SCHEMA mine", at: beta).contains("permission denied for database"))
    #expect(try await answer("SELECT 1", at: beta.replacing("/bulkhead?", with: "/postgres?")).contains("permission denied for database"))
    #expect(
      try await answer("SELECT 1", at: beta.replacing("postgres://beta:", with: "postgres://beta:x")).contains("password authentication failed"))
    #expect(try await sample.answer("SELECT n FROM alpha_one.kept") == "7\n")
    #expect(try await sample.database("--reset", "--yes").ending == .exit(2), "it is in use")

    // Nobody is asked to end.
    let server = try sample.process("postgresql")
    fleet.process.signal(9)
    #expect(try await fleet.ending() == .signal(9))
    try await RunningFleet.wait(for: "the end of the database") { !RunningFleet.isRunning(server) }
    fleet = try sample.up()
    try await fleet.wait(for: "\ngamma       ready")
    #expect(try url("alpha-one", fleet) != alpha, "passwords are kept nowhere")
    #expect(try await answer("SELECT n FROM kept", at: url("alpha-one", fleet)) == "7\n")
    try await sample.end(fleet)
    let drained = fleet.output.split(separator: "\n").filter { $0.contains("draining") }.count
    #expect(drained == 3 && !fleet.errorOutput.contains("has not ended"), "\(fleet.errorOutput)")

    let refused = try sample.up(["NO_MIGRATION": "beta"])
    try await refused.wait(for: "beta ended with exit code 1; its last lines:")
    try await refused.wait(for: "\nalpha-one   ready")
    #expect(!refused.output.contains("beta        ready"))
    try await sample.end(refused, code: 1)

    #expect(try await sample.answer("SELECT 1").contains("does not run"))
    #expect(try await sample.database("--reset", "--yes").ending == .exit(0))
    #expect(try await sample.database("--reset", "--yes").ending == .exit(2), "there is none any more")
    #expect(try File.status("\(sample.services.folder.path)/.bulkhead/postgres") == nil, "who asks for one makes none")
  }

  @Test func `a server that is named is used, and none is started`() async throws {
    guard let sample = try Sample(for: "a server that is named is used") else { return }
    let fleet = try sample.up(["DATABASE_URL": "postgres://elsewhere/x"])
    try await fleet.wait(for: "\ngamma      ready")
    #expect(try url("beta", fleet) == "postgres://elsewhere/x")
    #expect(!fleet.output.contains("postgresql"))
    try await sample.end(fleet)
  }
}
