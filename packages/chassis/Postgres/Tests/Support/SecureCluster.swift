import PostgresTesting
import TestSupport

@testable import Postgres

/// A cluster with TLS, at 127.0.0.1, which its certificate is for, and at 127.0.0.2, which it is not for. It has roles that are let in by
/// these rules, each with the password "pencil":
///
/// | role | with TLS | without |
/// |---|---|---|
/// | `secure` | trusted | never |
/// | `plain` | never | trusted |
/// | `scram`, `cleartext` | by this kind of password | by the same |
/// | `Client One` | by its certificate | never |
struct SecureCluster {
  let cluster: PostgresCluster
  let certificates: TestCertificates

  /// The cluster that all suites share; `nil`, with a notice printed, where PostgreSQL or `openssl` is not installed.
  static func shared() async throws -> SecureCluster? { try await made.value }

  private static let made = Task {
    let certificates = try await onOwnThread { try TestCertificates.make(for: "PostgreSQL over TLS") }
    guard let certificates, let cluster = try await PostgresCluster.make(for: "PostgreSQL over TLS", at: ["127.0.0.1", "127.0.0.2"]) else {
      return SecureCluster?.none
    }
    try await cluster.useTLS(
      certificate: certificates.certificate("server"), key: certificates.key("server"), authorities: certificates.certificate("ca"))
    try await cluster.admit(
      by: """
        hostssl   all secure       all trust
        hostnossl all plain        all trust
        host      all scram        all scram-sha-256
        host      all cleartext    all password
        hostssl   all "Client One" all cert
        """)
    try await cluster.restart()
    for role in ["secure", "plain", "scram", "cleartext", "\"Client One\""] {
      try await cluster.run(
        "psql", "-X", "-q", "-c", "CREATE ROLE \(role) LOGIN PASSWORD 'pencil'", "host=\(cluster.socketFolder) port=\(cluster.port) user=postgres")
    }
    return SecureCluster(cluster: cluster, certificates: certificates)
  }

  /// The settings of a connection to its host of that name or address.
  func configuration(_ host: String = "localhost", role: String, _ tls: PostgresTLS) -> PostgresConfiguration {
    var configuration = PostgresConfiguration(hosts: [.init(host, port: cluster.port)], user: role, database: "postgres", password: "pencil")
    // Longer than anything that works takes, on a machine that does much else.
    (configuration.connectTimeout, configuration.operationTimeout, configuration.cancelTimeout) = (.seconds(120), .seconds(120), .seconds(120))
    configuration.tls = tls
    return configuration
  }

  func tls(_ mode: PostgresTLS.Mode, trusting authority: String? = "ca", _ binding: PostgresTLS.ChannelBinding = .prefer) -> PostgresTLS {
    PostgresTLS(mode, trusting: authority.map { .file(certificates.certificate($0)) }, channelBinding: binding)
  }

  /// A statement that tells whether its session goes over TLS.
  static let question = "SELECT coalesce(version, 'plain') FROM pg_stat_ssl WHERE pid = pg_backend_pid()"

  /// What a session goes over, or why there is none. On the loop.
  static func outcome(_ configuration: PostgresConfiguration) async -> Result<String, PostgresError> {
    do throws(PostgresError) {
      let connection = try await PostgresConnection.connect(configuration)
      defer { connection.close() }
      return .success(try await connection.first(SQL(verbatim: question), as: String.self) ?? "")
    } catch {
      return .failure(error)
    }
  }
}
