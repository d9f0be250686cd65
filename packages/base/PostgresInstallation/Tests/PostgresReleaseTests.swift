import Platform
import PostgresInstallation
import TestSupport
import Testing

@Suite struct PostgresReleaseTests {
  /// A folder with programs that say that they are of a release.
  private func programs(_ version: String, without left: String? = nil, in folder: TemporaryFolder) throws -> String {
    for name in ["initdb", "postgres", "pg_isready", "psql"] where name != left {
      let path = try folder.write("#!/bin/sh\necho 'postgres (PostgreSQL) \(version) (Made up)'\n", to: "\(version)/\(name)")
      let outcome = try ChildProcess.run(["chmod", "+x", path], environment: Environment.forChildren)
      try #require(outcome.ending == .exit(0))
    }
    return "\(folder.path)/\(version)"
  }

  @Test(.blocking) func `releases that are new enough are found, the newest first, and only where all programs are`() throws {
    let folder = try TemporaryFolder()
    let old = try programs("12.9", in: folder)
    let folders = try [old, programs("13.1", in: folder), programs("17beta2", in: folder), programs("16.2", without: "initdb", in: folder)]
    #expect(try PostgresRelease.all(in: folders, path: "").map(\.version) == [17, 13])
    #expect(try PostgresRelease.all(in: folders, path: "").first?.path("psql") == "\(folder.path)/17beta2/psql")
    #expect(try PostgresRelease.all(in: [old, "/nonexistent"], path: "").isEmpty)
    #expect(try PostgresRelease.all(path: "/nonexistent:\(folder.path)/13.1").contains { $0.folder == "\(folder.path)/13.1" })
  }

  @Test func `without PostgreSQL it is said what to type`() {
    #expect(PostgresRelease.installation(release: "NAME=X\nID=ubuntu\nID_LIKE=debian\n") == "apt-get install postgresql")
    #expect(PostgresRelease.installation(release: "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n") == "dnf install postgresql-server")
    #expect(PostgresRelease.installation(release: "ID=void\n").hasPrefix("install PostgreSQL 13 or later"))
  }
}
