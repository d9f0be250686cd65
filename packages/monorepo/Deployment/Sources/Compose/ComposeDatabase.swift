import ServiceDescription
import YAML

/// PostgreSQL in the compose files for development: the server, and a container that makes each service's role and schema in it, again at
/// each start, so that a service that came later has them too.
struct ComposeDatabase {
  /// The services with a schema.
  private let members: [Deployable]

  /// `nil` where no service has a schema.
  init?(_ members: [Deployable]) {
    self.members = members.filter(\.description.database)
    if self.members.isEmpty { return nil }
  }

  static let accounts = "postgres-accounts"
  private static let server = "postgres"
  private static let database = Monorepo.project
  private static let image = "postgres:17-bookworm"
  private static let password = "${POSTGRES_PASSWORD:-\(database)}"

  /// The URL of a service's schema. Its password is no secret: the server is reached from within the project alone.
  static func url(of deployable: Deployable) -> String {
    let account = DatabaseAccount(of: deployable.description).name
    return "postgresql://\(account):\(account)@\(server)/\(database)"
  }

  var services: [YAML.Entry] {
    [
      .init(
        Self.server,
        [
          "image": .string(Self.image), "environment": ["POSTGRES_DB": .string(Self.database), "POSTGRES_PASSWORD": .string(Self.password)],
          "volumes": [["type": "volume", "source": .string(Self.server), "target": "/var/lib/postgresql/data"]],
          // Over TCP: while the image's own script sets the cluster up, the server listens on a socket alone.
          "healthcheck": [
            "test": YAML.strings(["CMD", "pg_isready", "--host=127.0.0.1", "--username=postgres", "--dbname=\(Self.database)"]).onOneLine,
            "interval": "2s", "timeout": "5s", "retries": 3, "start_period": "60s",
          ],
          "restart": "unless-stopped", "stop_grace_period": "30s", "shm_size": "128m", "mem_limit": "512m",
          "security_opt": YAML.strings(["no-new-privileges:true"]),
        ], isSpaced: true),
      .init(
        Self.accounts,
        [
          "image": .string(Self.image), "environment": ["PGPASSWORD": .string(Self.password)],
          "command": .strings(
            [
              "psql", "--host=\(Self.server)", "--username=postgres", "--dbname=\(Self.database)", "--no-psqlrc", "--quiet",
              "--set=ON_ERROR_STOP=1", "--command=\(statements)",
            ]),
          "depends_on": [Self.server: ["condition": "service_healthy"]], "restart": "no",
          "security_opt": YAML.strings(["no-new-privileges:true"]),
        ], isSpaced: true),
    ]
  }

  var volumes: YAML { .map([.init(Self.server, .map([]))]) }

  /// A dollar sign that compose is not to take for a variable is two.
  private var statements: String {
    let accounts = members.map { member in
      let account = DatabaseAccount(of: member.description)
      return account.statements(database: Self.database, password: account.name)
    }
    return (DatabaseAccount.walls(database: Self.database) + accounts.joined()).replacing("$", with: "$$")
  }
}
