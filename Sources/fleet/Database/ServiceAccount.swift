import Addresses
import Cryptography
import ServiceDescription

/// A service's own role and schema in the private cluster. The password is new at each start, and kept nowhere.
struct ServiceAccount: Sendable {
  /// The role's name and the schema's: the service's with underscores.
  let name: String
  private let password: String

  init(of service: ServiceDescription) {
    name = String(service.name.map { $0 == "-" ? "_" : $0 })
    password = Base64.url.encode(SecureRandom.bytes(24))
  }

  /// The URL by which the service reaches its schema, as libpq reads it: the socket's folder is the host.
  func url(sockets: String) -> String {
    "postgres://\(name):\(password)@/\(PrivateCluster.database)?host=\(PercentEncoding.encode(sockets))"
  }

  /// The statements that create the role and its schema, or bring them up to date.
  ///
  /// The role may connect to this database, and use its own schema and nothing else.
  var statements: String {
    """
    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(name)') THEN CREATE ROLE "\(name)"; END IF; END $$;
    ALTER ROLE "\(name)" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '\(password)';
    ALTER ROLE "\(name)" IN DATABASE \(PrivateCluster.database) SET search_path = "\(name)";
    GRANT CONNECT, TEMPORARY ON DATABASE \(PrivateCluster.database) TO "\(name)";
    CREATE SCHEMA IF NOT EXISTS "\(name)" AUTHORIZATION "\(name)";

    """
  }

  /// What is to hold for all roles: nobody connects or creates by being anybody.
  static let walls = """
    SET client_min_messages = warning;
    REVOKE ALL ON DATABASE \(PrivateCluster.database), postgres, template1 FROM PUBLIC;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    """
}
