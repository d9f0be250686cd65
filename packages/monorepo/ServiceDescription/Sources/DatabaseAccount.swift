/// A service's role and schema in a database. Both have the service's name, with underscores.
public struct DatabaseAccount: Sendable, Equatable {
  /// The name of the role and of the schema.
  public let name: String

  /// Creates the account of a service, whether it has a database or not.
  public init(of service: ServiceDescription) { name = String(service.name.map { $0 == "-" ? "_" : $0 }) }

  /// The statements that create the role and its schema, or bring them up to date. The role may connect to this database, and use its own
  /// schema and nothing else.
  public func statements(database: String, password: String) -> String {
    """
    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(name)') THEN CREATE ROLE "\(name)"; END IF; END $$;
    ALTER ROLE "\(name)" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '\(password.replacing("'", with: "''"))';
    ALTER ROLE "\(name)" IN DATABASE "\(database)" SET search_path = "\(name)";
    GRANT CONNECT, TEMPORARY ON DATABASE "\(database)" TO "\(name)";
    CREATE SCHEMA IF NOT EXISTS "\(name)" AUTHORIZATION "\(name)";

    """
  }

  /// The statements after which no role connects or creates by being any role.
  public static func walls(database: String) -> String {
    """
    SET client_min_messages = warning;
    REVOKE ALL ON DATABASE "\(database)", postgres, template1 FROM PUBLIC;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    """
  }
}
