import Addresses
import Platform

extension PostgresConfiguration {
  /// Reads a connection URL (libpq's documentation, section "Connection URIs"), and takes what it leaves open from the variables `PGHOST`,
  /// `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`, `PGAPPNAME`, `PGOPTIONS`, `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`,
  /// `PGCHANNELBINDING`, `PGCONNECT_TIMEOUT` and `PGTARGETSESSIONATTRS`, passwords from the file that `PGPASSFILE` names, or from `.pgpass` in
  /// `HOME`, and certificates that are not named from `.postgresql` there.
  ///
  /// ```swift
  /// try PostgresConfiguration("postgresql://app:secret@db1,db2:5433/shop?target_session_attrs=read-write")
  /// try PostgresConfiguration("postgresql://app@/shop?host=/run/postgresql")
  /// ```
  ///
  /// Throws `invalid` with a sentence that names the part.
  /// - Parameter environment: the environment's variables; the process that starts reads them, and nobody else.
  public init(_ url: String, environment: [String: String] = [:]) throws(PostgresError) {
    let parameters = try ConnectionURL.parameters(url).merging(Self.parameters(environment)) { given, _ in given }
    let names = Self.list(parameters["host"] ?? "", default: "/var/run/postgresql")
    let ports = Self.list(parameters["port"] ?? "", default: "5432")
    guard ports.count == 1 || ports.count == names.count else {
      throw .settings("there are \(names.count) hosts and \(ports.count) ports; give one port for all, or one for each")
    }
    var hosts: [Host] = []
    for (position, name) in names.enumerated() {
      let text = ports[ports.count == 1 ? 0 : position]
      guard let port = PortNumber.parse(text), port > 0 else { throw .settings("\"\(text)\" is no port, which is a number from 1 to 65535") }
      hosts.append(Host(name, port: port))
    }
    guard let user = parameters["user"] ?? environment["USER"] ?? environment["LOGNAME"], !user.isEmpty else {
      throw .settings("no user is named; put one into the URL (postgresql://user@host/database) or into PGUSER")
    }
    self.init(hosts: hosts, user: user, database: parameters["dbname"], password: parameters["password"])
    applicationName = parameters["application_name"]
    options = parameters["options"]
    tls = try PostgresTLS(parameters, home: environment["HOME"])
    if hosts.contains(where: { !$0.isUnixSocket }) { try tls.validate() }
    sessionAttributes = try choice(parameters["target_session_attrs"], "target_session_attrs", .any)
    if let text = parameters["connect_timeout"] {
      guard let seconds = Int(text) else { throw .settings("\"\(text)\" is no connect_timeout, which is a number of seconds") }
      // As in libpq, 0 and less are no limit, and a second is too short to be one.
      if seconds > 0 { connectTimeout = .seconds(max(2, seconds)) } else { connectTimeout = .seconds(86_400) }
    }
    if password == nil { passwordFile = try Self.passwordFile(parameters["passfile"] ?? environment["HOME"].map { "\($0)/.pgpass" }) }
    for text in [user, database, password ?? "", applicationName ?? "", options ?? ""] where text.utf8.contains(0) {
      throw .settings("a setting has a zero byte")
    }
  }

  private static let variables = [
    "PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname", "PGAPPNAME": "application_name",
    "PGOPTIONS": "options", "PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert", "PGSSLCERT": "sslcert", "PGSSLKEY": "sslkey",
    "PGCHANNELBINDING": "channel_binding", "PGCONNECT_TIMEOUT": "connect_timeout", "PGTARGETSESSIONATTRS": "target_session_attrs",
    "PGPASSFILE": "passfile",
  ]

  private static func parameters(_ environment: [String: String]) -> [String: String] {
    var parameters: [String: String] = [:]
    for (variable, name) in variables {
      if let value = environment[variable], !value.isEmpty { parameters[name] = value }
    }
    return parameters
  }

  private static func list(_ text: String, default value: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { $0.isEmpty ? value : String($0) }
  }

  /// The file, which others than its owner must not be able to read; no file is none.
  private static func passwordFile(_ path: String?) throws(PostgresError) -> PasswordFile {
    guard let path, let status = try? File.status(path), status.kind == .file else { return PasswordFile() }
    if status.isOpenToOthers { throw .settings("others may read the passwords in \(path); chmod 600 it") }
    do throws(RegularFileError) {
      return PasswordFile(String(decoding: try File.readRegular(path, upTo: 1 << 20), as: UTF8.self))
    } catch {
      throw .settings("\(error)")
    }
  }
}

extension PostgresError {
  /// The error of settings.
  static func settings(_ message: String) -> PostgresError { PostgresError(.invalid, message) }
}
