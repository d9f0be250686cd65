import IO
import TLS
import Telemetry

/// Where a database is, as whom to use it, and the limits of its connections.
public struct PostgresConfiguration: Sendable {
  /// A server that may have the database.
  public struct Host: Sendable, Hashable {
    /// A name, an address, or the folder of a Unix socket, which begins with a slash.
    public var name: String
    public var port: UInt16

    public init(_ name: String, port: UInt16 = 5432) {
      self.name = name
      self.port = port
    }

    var isUnixSocket: Bool { name.hasPrefix("/") }
  }

  /// What a server must be to be taken, as libpq names it.
  public enum SessionAttributes: String, Sendable, CaseIterable {
    case any
    case readWrite = "read-write"
    case readOnly = "read-only"
    case primary
    case standby
    case preferStandby = "prefer-standby"
  }

  /// The servers, tried one after the other.
  public var hosts: [Host]
  public var user: String
  public var database: String
  /// The password; where it is `nil`, that of the password file.
  public var password: String?
  public var passwordFile = PasswordFile()
  /// The name by which the server's views and log call the session.
  public var applicationName: String?
  /// Options of the session, as on the server's command line: `-c search_path=app`.
  public var options: String?
  public var tls = PostgresTLS()
  public var sessionAttributes = SessionAttributes.any

  /// Time in which one of all hosts must have answered.
  public var connectTimeout = Duration.seconds(10)
  /// Time that an operation may take, where the caller gives it no deadline.
  public var operationTimeout = Duration.seconds(30)
  /// Time that a cancelled statement has to end; then the connection is closed.
  public var cancelTimeout = Duration.seconds(5)
  /// Time for which the system waits for a peer that has gone without a word (`TCP_USER_TIMEOUT`, keepalive).
  public var peerTimeout = Duration.seconds(30)
  /// Statements that a session keeps prepared. 0 is for poolers that give each transaction another session: statements are without a name
  /// then, and parsed anew each time.
  public var preparedStatements = 100
  /// Bytes of the longest message that is taken, and so of the longest row.
  public var messageLimit = 1 << 30
  /// Notifications kept for whoever asks next; beyond that the oldest are dropped, which is told.
  public var notificationLimit = 1024
  /// Called with the server's notices and warnings, on the connection's loop.
  public var onNotice: (@Sendable (ServerReport) -> Void)?
  /// Metrics that statements, by their names, and pools are counted in.
  public var metrics: Metrics?

  public init(hosts: [Host], user: String, database: String? = nil, password: String? = nil) {
    self.hosts = hosts
    self.user = user
    self.database = database ?? user
    self.password = password
  }

  /// The password for a host: the given one, or that of the password file.
  func password(for host: Host) -> String? {
    password ?? passwordFile.password(host: host.isUnixSocket ? "localhost" : host.name, port: host.port, database: database, user: user)
  }

  /// Throws where sessions need TLS and the system has no library for it. It is for the check of a process's settings, so that the process
  /// does not find out with the first connection.
  public func checkTLS() throws(PostgresError) {
    guard !tls.mode.takesPlain, hosts.contains(where: { !$0.isUnixSocket }) else { return }
    do throws(TLSError) { try TLSLibrary.load() } catch { throw .settings(error.description) }
  }
}
