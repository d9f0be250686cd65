import Platform
import TestSupport

/// The programs of PostgreSQL, where they are installed.
struct PostgresPrograms: Sendable {
  /// The folder of `initdb`, `pg_ctl` and `postgres`.
  let folder: String
  /// The beginning of a command that runs as somebody else: the server refuses to run as root. Empty where this process is not root.
  let asOtherUser: [String]

  /// The newest version that is installed; `nil` where there is none.
  static let installed: PostgresPrograms? = {
    guard let folder = folders().first(where: { hasFile("\($0)/initdb") && hasFile("\($0)/pg_ctl") }) else { return nil }
    guard isRoot else { return PostgresPrograms(folder: folder, asOtherUser: []) }
    let group = output(["id", "-g", "postgres"])
    guard let group, ChildProcess.file(ofProgram: "setpriv") != nil else { return nil }
    return PostgresPrograms(folder: folder, asOtherUser: ["setpriv", "--reuid=postgres", "--regid=\(group)", "--clear-groups"])
  }()

  /// Folders of Debian's packages, the newest version first, and then that of the first `initdb` on the path.
  private static func folders() -> [String] {
    let debian = "/usr/lib/postgresql"
    let versions = ((try? Folder.entries(debian)) ?? []).compactMap { Int($0.name) }.sorted(by: >)
    return versions.map { "\(debian)/\($0)/bin" } + [ChildProcess.file(ofProgram: "initdb").map { PathText.parent($0) }].compactMap { $0 }
  }

  private static func hasFile(_ path: String) -> Bool { (try? File.status(path))??.kind == .file }

  private static var isRoot: Bool { output(["id", "-u"]) == "0" }

  private static func output(_ command: [String]) -> String? {
    guard let outcome = try? ChildProcess.run(command, environment: Environment.forChildren), outcome.ending == .exit(0) else { return nil }
    return String(decoding: outcome.output.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
