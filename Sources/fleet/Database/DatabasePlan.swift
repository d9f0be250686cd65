import CommandLine
import Platform
import PostgresInstallation

/// Where the database of the services comes from.
enum DatabasePlan: Sendable {
  /// None needs one, or `DATABASE_URL` says where it is.
  case none
  case cluster(PrivateCluster)
  /// PostgreSQL is not installed, and what to do about it.
  case missing(String)

  /// Whether it stands among the processes of the fleet.
  var isRun: Bool { if case .none = self { false } else { true } }

  /// Finds PostgreSQL's programs. Where there are none, as root on Debian and its like, it installs them, and says so.
  static func find(root: String, environment: [String: String], say: (String) -> Void) throws -> DatabasePlan {
    let path = environment["PATH"] ?? ""
    var releases = try PostgresRelease.all(path: path)
    if releases.isEmpty {
      let release = (try? File.read("/etc/os-release")).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let command = PostgresRelease.installation(release: release)
      let missing = "PostgreSQL \(PostgresRelease.oldest) or later is not installed: \(command); or name a server with DATABASE_URL"
      let caller = try ChildProcess.run(["id", "-u"], environment: ["PATH=\(path)"])
      guard command.hasPrefix("apt-get"), String(decoding: caller.output, as: UTF8.self) == "0\n" else { return .missing(missing) }
      say("PostgreSQL is not installed; it is now: \(command)")
      let variables = environment.map { "\($0.key)=\($0.value)" } + ["DEBIAN_FRONTEND=noninteractive"]
      for arguments in [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]] {
        let outcome = try ChildProcess.run(arguments, environment: variables, seconds: 900, isWatched: true)
        if outcome.ending != .exit(0) {
          let words = String(decoding: outcome.errorOutput, as: UTF8.self).split(separator: "\n").suffix(3).joined(separator: "; ")
          return .missing("\(missing). It was tried: \(words)")
        }
      }
      releases = try PostgresRelease.all(path: path)
      if releases.isEmpty { return .missing(missing) }
    }
    return .cluster(try PrivateCluster.locate(releases, root: root))
  }
}
