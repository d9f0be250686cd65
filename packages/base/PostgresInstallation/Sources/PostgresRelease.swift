import Platform

/// A release of PostgreSQL that is installed: its programs, in one folder.
public struct PostgresRelease: Sendable, Equatable {
  /// The folder with `initdb`, `postgres`, `pg_isready` and `psql`.
  public let folder: String
  /// The release's first number.
  public let version: Int

  /// The oldest release that will do.
  public static let oldest = 13
  private static let needed = ["initdb", "postgres", "pg_isready", "psql"]

  /// Returns the path of one of its programs.
  public func path(_ program: String) -> String { "\(folder)/\(program)" }

  /// Finds the releases that are new enough, the newest first: on `PATH`, and where systems put what is not on it.
  ///
  /// - Parameters:
  ///   - folders: Where to look; the usual places if not given.
  ///   - path: The variable `PATH`.
  public static func all(in folders: [String]? = nil, path: String) throws -> [PostgresRelease] {
    var found: [PostgresRelease] = []
    for folder in try folders ?? (path.split(separator: ":").map(String.init) + usualFolders()) {
      guard try needed.allSatisfy({ try File.status("\(folder)/\($0)")?.kind == .file }), let version = version(of: "\(folder)/postgres") else {
        continue
      }
      if version >= oldest { found.append(PostgresRelease(folder: folder, version: version)) }
    }
    return found.sorted { $0.version > $1.version }
  }

  /// Debian keeps releases in `/usr/lib/postgresql/15/bin`, Red Hat's in `/usr/pgsql-15/bin`; who builds it has `/usr/local/pgsql`.
  private static func usualFolders() throws -> [String] {
    var folders = ["/usr/local/pgsql/bin", "/usr/libexec/postgresql"]
    for (parent, prefix) in [("/usr/lib/postgresql", ""), ("/usr", "pgsql-"), ("/usr/libexec", "postgresql")]
    where try File.status(parent)?.kind == .folder {
      for entry in try Folder.entries(parent) where entry.name.hasPrefix(prefix) && entry.kind == .folder {
        folders.append(prefix == "postgresql" ? "\(parent)/\(entry.name)" : "\(parent)/\(entry.name)/bin")
      }
    }
    return folders
  }

  /// `postgres (PostgreSQL) 15.16 (Debian 15.16-0+deb12u1)`.
  private static func version(of program: String) -> Int? {
    guard let outcome = try? ChildProcess.run([program, "--version"], environment: ["PATH=/usr/bin:/bin"], seconds: 30), outcome.ending == .exit(0)
    else { return nil }
    let words = String(decoding: outcome.output, as: UTF8.self).split(separator: " ")
    guard let place = words.firstIndex(of: "(PostgreSQL)"), place + 1 < words.count else { return nil }
    return Int(words[place + 1].prefix { $0.isNumber })
  }

  /// Returns what to type where it is not installed.
  ///
  /// - Parameter release: The system's `/etc/os-release`.
  public static func installation(release: String) -> String {
    let identifiers = release.split(separator: "\n").filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }.joined(separator: " ")
    if identifiers.contains("debian") || identifiers.contains("ubuntu") { return "apt-get install postgresql" }
    if identifiers.contains("fedora") || identifiers.contains("rhel") { return "dnf install postgresql-server" }
    if identifiers.contains("alpine") { return "apk add postgresql" }
    if identifiers.contains("arch") { return "pacman -S postgresql" }
    if identifiers.contains("suse") { return "zypper install postgresql-server" }
    return "install PostgreSQL \(oldest) or later with your system's packages"
  }
}
