/// The template of a server with a schema of its own: a table, two routes that write and read it, and tests on a real cluster.
enum DatabaseTemplate {
  static let purpose = "Keeps notes, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + [readme]
        + ServiceTemplate.descriptions(
          ports: #"["http", "health"]"#, replicas: #"{ "minimum": 2, "maximum": 4 }"#, settings: settings,
          members: "\n  \"database\": true,"),
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["HTTP", "JSON", "Postgres", "ServiceDatabase", "ServiceKit"],
        testDependencies: ["HTTP", "HTTPTesting", "IO", "Postgres", "PostgresTesting", "TestSupport", "{{Module}}"],
        arguments: "swiftSettings: chassis"))
  }

  /// The sources of the process, and its first migration.
  private static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Migrations/0001-notes.sql",
      """
      -- Applied once, in a transaction: what is to be different later is a file of its own, 0002-what.sql (docs/database.md).
      CREATE TABLE notes (
        id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
        noted_at timestamptz NOT NULL DEFAULT now()
      );

      """),
    Template.File(
      "services/{{name}}/Sources/NoteStore.swift",
      ##"""
      import Postgres

      /// A text with the number that it was given.
      struct Note: Equatable {
        let id: Int
        let text: String
      }

      /// The notes in the service's schema. What is interpolated into a statement becomes a parameter of it, never text.
      struct NoteStore: Sendable {
        let pool: PostgresPool

        /// Keeps a text, and returns its number.
        func add(_ text: String) async throws -> Int {
          let insert: SQL = "INSERT INTO notes (text) VALUES (\(text)) RETURNING id"
          return try await pool.query(insert.named("add-note"), as: Int.self)[0]
        }

        /// Returns the latest notes, the last one first.
        func latest(_ count: Int) async throws -> [Note] {
          let select: SQL = "SELECT id, text FROM notes ORDER BY id DESC LIMIT \(count)"
          return try await pool.query(select.named("latest-notes"), as: (Int, String).self).map { Note(id: $0.0, text: $0.1) }
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/NoteRoutes.swift",
      ##"""
      import HTTP
      import JSON

      /// The service's routes: `POST /{{name}}/notes`, `GET /{{name}}/notes`.
      struct NoteRoutes: Sendable {
        /// Notes in one answer, at most.
        private static let longest = 20

        let store: NoteStore

        var router: Router {
          var router = Router()
          router.post("/{{name}}/notes") { request in
            // A body that is not JSON or has wrong members is refused here: 400, 415 or 422, with the place of each mistake.
            let note = try await request.json(as: NewNote.self)
            return .json(["id": .number(try await store.add(note.text))], .created)
          }
          router.get("/{{name}}/notes") { _ in
            let notes = try await store.latest(Self.longest)
            return .json(["notes": .array(notes.map { ["id": .number($0.id), "text": .string($0.text)] })])
          }
          return router
        }
      }

      /// The body of a request that adds a note.
      private struct NewNote: JSONDecodable {
        let text: String

        init(from fields: inout JSONFields) {
          text = fields.string("text", length: 1...200)
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/{{Module}}.swift",
      ##"""
      import Postgres
      import ServiceDatabase
      import ServiceKit

      /// {{purpose}}
      @main
      struct {{Module}}: Service {
        static let name = "{{name}}"
        static let kind = ServiceKind.server
        static let options: [ServiceOption<Settings>] = [.migrate(Schema.migrations, schema: Schema.name) { $0.database }]

        struct Settings: ServiceSettings {
          let database: PostgresConfiguration
          let connections: Int

          init(from reader: inout SettingsReader) {
            database = reader.database("DATABASE_URL", "The service's schema, by the URL of its role.")
            connections = reader.int("DATABASE_CONNECTIONS", "Connections of a process to the database, at most.", default: 10, in: 1...1000)
          }
        }

        static func run(_ settings: Settings, _ context: ServiceContext) async throws {
          let database = try ServiceDatabase(
            settings.database, schema: Schema.name, Schema.migrations, connections: settings.connections, in: context)
          let routes = NoteRoutes(store: NoteStore(pool: database.pool))
          try await context.run([database, context.server(routes.router)])
        }
      }

      """##),
  ]

  /// The tests: of the routes with a real database, and of the contract of the real process.
  private static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/NoteRoutesTests.swift",
      ##"""
      import HTTP
      import HTTPTesting
      import IO
      import Postgres
      import PostgresTesting
      import Testing

      @testable import {{Module}}

      @Suite struct NoteRoutesTests {
        /// Runs the body with a client of the routes, on a schema that has had all migrations.
        private func withRoutes(_ body: @Sendable (TestClient) async throws -> Void) async throws {
          guard let cluster = try await PostgresCluster.shared(for: "NoteRoutesTests") else { return }
          let configuration = try PostgresConfiguration(await cluster.makeSchema(Schema.name))
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          try await loops.all[0].run {
            let pool = PostgresPool(configuration, on: loops)
            defer { pool.close() }
            let migrations = try Migrations(Schema.migrations, schema: Schema.name)
            _ = try await pool.withConnection { try await migrations.apply(on: $0, deadline: .after(.seconds(60))) }
            try await body(TestClient(NoteRoutes(store: NoteStore(pool: pool)).router.handler, on: loops.all[0]))
          }
        }

        @Test func `what was noted is read again, the latest first`() async throws {
          try await withRoutes { client in
            for (body, status) in [(#"{ "text": "one" }"#, Status.created), (#"{ "text": "it's two" }"#, .created), ("{}", .unprocessableContent)] {
              var request = Request(.post, "/{{name}}/notes", headers: ["content-type": "application/json"])
              request.body = .bytes(Array(body.utf8))
              let response = try await client.send(request)
              #expect(response.status == status, "\(response.text)")
            }
            let response = try await client.send(Request(.get, "/{{name}}/notes"))
            #expect(response.text == #"{"notes":[{"id":2,"text":"it's two"},{"id":1,"text":"one"}]}"#)
          }
        }
      }

      """##),
    ServiceTemplate.contractTests(),
  ]

  private static let readme = Template.File(
    "services/{{name}}/README.md",
    ##"""
    # {{name}}

    {{purpose}}

    ```sh
    fleet up {{name}}      # with a PostgreSQL of its own; it prints the port
    curl -H 'content-type: application/json' -d '{ "text": "hello" }' http://127.0.0.1:8080/{{name}}/notes
    curl http://127.0.0.1:8080/{{name}}/notes
    ```

    ## The API

    | route | body | answer |
    |---|---|---|
    | `POST /{{name}}/notes` | `{ "text": "hello" }`: a text of 1 to 200 characters | 201: `{ "id": 1 }` |
    | `GET /{{name}}/notes` | none | 200: `{ "notes": [{ "id": 1, "text": "hello" }] }`, the latest 20 |

    A wrong request is answered by `application/problem+json` (RFC 9457): 400, 415, or 422 with the place of each wrong member.

    ## The schema

    The files in `Migrations`, in order; `bulkhead sync` compiles them in as `Sources/Schema.swift`. `{{name}} --migrate` applies what the database has not had. [How to change it](../../docs/database.md).


    """##
      + ServiceTemplate.readmeEnd(
        watching: "Metrics of connections and statements (`add-note`, `latest-notes`) by OpenTelemetry's names; the check `database` in `/readyz`.",
        limits: "It does not migrate by itself, and keeps notes for ever."))

  private static let settings = """
        {
          "key": "DATABASE_URL",
          "kind": "secret",
          "help": "The service's schema, by the URL of its role.",
          "required": true,
          "secret": true,
          "own": true
        },
        {
          "key": "DATABASE_CONNECTIONS",
          "kind": "integer",
          "help": "Connections of a process to the database, at most.",
          "required": false,
          "secret": false,
          "own": true,
          "default": "10",
          "range": [
            "1",
            "1000"
          ]
        }
    """
}
