import Deployment
import ServiceDescription
import Testing
import YAML

/// A fleet of which two services have a schema.
@Suite struct DatabaseTests {
  private let monorepo: Monorepo = {
    func service(_ name: String, _ migrations: [MigrationFile] = []) -> Deployable {
      var deployable = SampleFleet.deployable(ServiceDescription(name: name, kind: .server, database: true))
      let url = SettingsDocument.Setting(key: "DATABASE_URL", kind: "secret", help: "Where.", isRequired: true, isSecret: true, isOwn: true)
      deployable.settings = SettingsDocument(service: name, settings: [url] + deployable.settings.settings)
      deployable.migrations = migrations
      return deployable
    }
    let text = "CREATE TABLE a (\n\n  \"b\" text -- \\(c) \"\"\" ##\n);\n\n"
    let migrations = ["0001-parcels.sql", "0002-by-weight.sql"].compactMap { MigrationFile(file: $0, text: text) }
    return Monorepo(
      swiftVersion: "6.3",
      deployables: [service("till-box", migrations), service("vault"), SampleFleet.deployable(ServiceDescription(name: "api", kind: .server))])
  }()

  private func text(_ path: String) throws -> String { try #require(monorepo.generatedFiles.first { $0.path == path }).content }

  private func services(_ path: String) throws -> YAML { try #require(try YAML(parsing: Array(try text(path).utf8))["services"]) }

  @Test func `migrations are compiled in as they are written, whatever stands in them`() throws {
    #expect(
      try text("services/till-box/Sources/Schema.swift") == """
        // Made by `bulkhead sync` from the files in services/till-box/Migrations: change those, then run it again.
        import Postgres

        /// The service's own schema: its name, and its migrations in order.
        enum Schema {
          static let name = "till_box"

          static let migrations: [Migration] = [
            Migration(
              1, "parcels",
              ###\"""
              CREATE TABLE a (

                "b" text -- \\(c) \"\"" ##
              );
              \"""###),
            Migration(
              2, "by-weight",
              ###\"""
              CREATE TABLE a (

                "b" text -- \\(c) \"\"" ##
              );
              \"""###),
          ]
        }

        """)
    #expect(try text("services/vault/Sources/Schema.swift").contains("  static let migrations: [Migration] = []\n"))
    #expect(!monorepo.generatedFiles.contains { $0.path == "services/api/Sources/Schema.swift" })
    #expect(GeneratedFile.isWhollyGenerated(try text("services/vault/Sources/Schema.swift")))
  }

  @Test(arguments: ["1-a.sql", "0001_a.sql", "0001-.sql", "0001-a--b.sql", "0001-A.sql", "0001-a.txt", "0001-a", "00a1-a.sql", "0001a.sql", ""])
  func `a file of another name is no migration`(name: String) {
    #expect(MigrationFile(file: name, text: "") == nil)
  }

  @Test func `for development there is a server with the accounts of all, and each service migrates before it starts`() throws {
    let services = try services("compose.yaml")
    #expect(
      services.map?.map(\.key) == ["api", "till-box", "till-box-migrate", "vault", "vault-migrate", "postgres", "postgres-accounts"])
    #expect(services.at("postgres/healthcheck/test/1") == "pg_isready")
    #expect(services.at("postgres/volumes/0") == ["type": "volume", "source": "postgres", "target": "/var/lib/postgresql/data"])
    #expect(try YAML(parsing: Array(try text("compose.yaml").utf8)).at("volumes/postgres") != nil)
    let accounts = services["postgres-accounts"]
    #expect(accounts?["depends_on"] == ["postgres": ["condition": "service_healthy"]])
    let statements = try #require(accounts?["command"]?.list?.last?.string)
    for name in ["till_box", "vault"] {
      #expect(statements.contains("CREATE SCHEMA IF NOT EXISTS \"\(name)\" AUTHORIZATION \"\(name)\";"))
    }
    // A single dollar sign would be a variable of compose's.
    #expect(statements.contains("DO $$$$ BEGIN") && !statements.contains("api"))
    let till = services["till-box"]
    #expect(till?["environment"]?["DATABASE_URL"] == "postgresql://till_box:till_box@postgres/bulkhead")
    #expect(till?["depends_on"] == ["till-box-migrate": ["condition": "service_completed_successfully"]])
    let migration = services["till-box-migrate"]
    #expect(migration?["command"] == ["--migrate"] && migration?["environment"] == till?["environment"] && migration?["restart"] == "no")
    #expect(migration?["depends_on"] == ["postgres-accounts": ["condition": "service_completed_successfully"]])
    #expect(migration?["read_only"] == true && migration?["user"] == till?["user"])
    #expect(try self.services("services/api/compose.yaml").map?.map(\.key) == ["api"])
    #expect(try self.services("services/vault/compose.yaml").map?.map(\.key) == ["vault", "vault-migrate", "postgres", "postgres-accounts"])
  }

  @Test func `in production the URL is in a file, for the service and for what migrates before it`() throws {
    let services = try services("deploy/compose.prod.yaml")
    #expect(services.map?.map(\.key) == ["api", "till-box", "till-box-migrate", "vault", "vault-migrate"])
    for name in ["vault", "vault-migrate"] {
      #expect(services[name]?["secrets"] == ["vault-database-url"])
      #expect(services[name]?["environment"]?["DATABASE_URL_FILE"] == "/run/secrets/vault-database-url")
      #expect(services[name]?["image"] == services["vault"]?["image"])
    }
    #expect(services.at("vault/depends_on") == ["vault-migrate": ["condition": "service_completed_successfully"]])
  }

  @Test func `in Kubernetes a container migrates before the process starts, with the same settings and as little as it may do`() throws {
    let objects = try YAML.documents(parsing: Array(try text("deploy/kubernetes/base/vault.yaml").utf8))
    let deployment = try #require(objects.first { $0["kind"] == "Deployment" })
    #expect(deployment.at("metadata/labels")?["bulkhead/database"] == "true")
    let pod = try #require(deployment.at("spec/template/spec"))
    let (migration, process) = (try #require(pod.at("initContainers/0")), try #require(pod.at("containers/0")))
    #expect(migration["args"] == ["--migrate"])
    for key in ["image", "env", "envFrom", "resources", "securityContext", "volumeMounts"] { #expect(migration[key] == process[key], "\(key)") }
    let url = process["env"]?.list?.first { $0["name"] == "DATABASE_URL" }
    #expect(url?["valueFrom"] == ["secretKeyRef": ["name": "vault", "key": "DATABASE_URL"]])
    let policy = try #require(objects.first { $0["kind"] == "NetworkPolicy" })
    let database = policy.at("spec/egress")?.list?.filter { $0.at("ports/0/port") == 5432 }
    #expect(database?.map { $0.at("to/0/namespaceSelector/matchLabels") } == [["bulkhead/database": "true"]])
    let other = try YAML.documents(parsing: Array(try text("deploy/kubernetes/base/api.yaml").utf8))
    #expect(other.allSatisfy { $0.at("spec/template/spec/initContainers") == nil && $0.at("metadata/labels")?["bulkhead/database"] == nil })
  }

  @Test func `the documents say where the URL comes from`() throws {
    #expect(try text(".env.example").contains("#   Where. Where it is not set, fleet up runs a server.\n#DATABASE_URL=\n"))
    let row = "| `DATABASE_URL` | the fleet's own server, where it is not set | `postgresql://vault:vault@postgres/bulkhead` | "
    #expect(
      try text("services/vault/README.md").contains(
        row + "the file that `VAULT_DATABASE_URL` names | `DATABASE_URL` of the Secret `vault` |\n"))
  }
}
