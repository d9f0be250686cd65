import Addresses
import Cryptography
import ServiceDescription

/// A service's own role and schema in the private cluster. The password is new at each start, and kept nowhere.
struct ServiceAccount: Sendable {
  private let account: DatabaseAccount
  private let password: String

  init(of service: ServiceDescription) {
    account = DatabaseAccount(of: service)
    password = Base64.url.encode(SecureRandom.bytes(24))
  }

  /// The URL by which the service reaches its schema, as libpq reads it: the socket's folder is the host.
  func url(sockets: String) -> String {
    "postgres://\(account.name):\(password)@/\(PrivateCluster.database)?host=\(PercentEncoding.encode(sockets))"
  }

  /// The statements that create the role and its schema, or bring them up to date.
  var statements: String { account.statements(database: PrivateCluster.database, password: password) }
}
