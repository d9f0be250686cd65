import Platform
import PostgresInstallation
import TestSupport

/// The programs of PostgreSQL, where they are installed, and who runs them.
struct PostgresPrograms: Sendable {
  /// The folder of `initdb`, `pg_ctl` and `postgres`.
  let folder: String
  /// The beginning of a command that runs as somebody else: the server refuses to run as root. Empty where this process is not root.
  let asOtherUser: [String]

  /// The newest version that is installed; `nil` where there is none.
  static let installed: PostgresPrograms? = {
    guard let release = (try? PostgresRelease.all(path: Environment["PATH"] ?? ""))?.first else { return nil }
    guard isRoot else { return PostgresPrograms(folder: release.folder, asOtherUser: []) }
    let group = output(["id", "-g", "postgres"])
    guard let group, ChildProcess.file(ofProgram: "setpriv") != nil else { return nil }
    return PostgresPrograms(folder: release.folder, asOtherUser: ["setpriv", "--reuid=postgres", "--regid=\(group)", "--clear-groups"])
  }()

  private static var isRoot: Bool { output(["id", "-u"]) == "0" }

  private static func output(_ command: [String]) -> String? {
    guard let outcome = try? ChildProcess.run(command, environment: Environment.forChildren), outcome.ending == .exit(0) else { return nil }
    return String(decoding: outcome.output.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
