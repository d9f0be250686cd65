/// The template of a server: one route with checked input, a setting, a metric.
enum ServerTemplate {
  static let purpose = "Says again what it is told, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + [readme]
        + ServiceTemplate.descriptions(ports: #"["http", "health"]"#, replicas: #"{ "minimum": 2, "maximum": 4 }"#, settings: setting),
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["HTTP", "JSON", "ServiceKit", "Telemetry"],
        testDependencies: ["HTTP", "HTTPTesting", "Telemetry", "TestSupport", "{{Module}}"], arguments: "swiftSettings: chassis"))
  }

  /// The sources of the process.
  private static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Sources/EchoRoutes.swift",
      ##"""
      import HTTP
      import JSON
      import Telemetry

      /// The service's routes: `POST /{{name}}/echoes`.
      struct EchoRoutes: Sendable {
        private let maximumEchoes: Int
        private let echoes: Counter

        init(maximumEchoes: Int, metrics: Metrics) {
          self.maximumEchoes = maximumEchoes
          echoes = metrics.counter("{{metric}}_echoes", help: "Texts that were said again, each time counted.")
        }

        var router: Router {
          var router = Router()
          router.post("/{{name}}/echoes") { request in
            // A body that is not JSON or has wrong members is refused here: 400, 415 or 422, with the place of each mistake.
            let echo = try await request.json(as: Echo.self)
            if echo.times > maximumEchoes { throw tooMany(echo.times) }
            echoes.increment(by: echo.times)
            return .json(["echoes": .array(Array(repeating: .string(echo.text), count: echo.times))])
          }
          return router
        }

        private func tooMany(_ times: Int) -> Problem {
          let detail = "expected \(maximumEchoes) at most, found \(times)"
          return Problem(.unprocessableContent, "more echoes than one answer may have", errors: [.init(pointer: "/times", detail: detail)])
        }
      }

      /// The body of a request: the text to repeat, and how often.
      private struct Echo: JSONDecodable {
        let text: String
        let times: Int

        init(from fields: inout JSONFields) {
          text = fields.string("text", length: 1...200)
          times = fields.int("times", default: 1, in: 1...Int.max)
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/{{Module}}.swift",
      ##"""
      import ServiceKit

      /// {{purpose}}
      @main
      struct {{Module}}: Service {
        static let name = "{{name}}"
        static let kind = ServiceKind.server

        struct Settings: ServiceSettings {
          let maximumEchoes: Int

          init(from reader: inout SettingsReader) {
            maximumEchoes = reader.int("MAX_ECHOES", "How often a text may be said again in one answer.", default: 10, in: 1...1000)
          }
        }

        static func run(_ settings: Settings, _ context: ServiceContext) async throws {
          let routes = EchoRoutes(maximumEchoes: settings.maximumEchoes, metrics: context.metrics)
          try await context.run([context.server(routes.router)])
        }
      }

      """##),
  ]

  /// The tests: of the route in memory, and of the contract of the real process.
  private static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/EchoRoutesTests.swift",
      ##"""
      import HTTP
      import HTTPTesting
      import Telemetry
      import Testing

      @testable import {{Module}}

      @Suite struct EchoRoutesTests {
        @Test(arguments: [
          (#"{ "text": "hello", "times": 2 }"#, Status.ok, #"{"echoes":["hello","hello"]}"#), (#"{ "text": "" }"#, .unprocessableContent, "#/text"),
          (#"{ "text": "hello", "times": 4 }"#, .unprocessableContent, "#/times"), ("hello", .badRequest, "JSON"),
        ])
        func `a text is said again as often as asked, and what is not as it must be is refused`(
          body: String, status: Status, part: String
        ) async throws {
          var request = Request(.post, "/{{name}}/echoes", headers: ["content-type": "application/json"])
          request.body = .bytes(Array(body.utf8))
          let response = try await TestClient(EchoRoutes(maximumEchoes: 3, metrics: Metrics()).router.handler).send(request)
          #expect(response.status == status && response.text.contains(part), "\(response.text)")
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
    PORT=8080 {{name}}     # until SIGTERM; fleet up {{name}} starts it on a free port, and prints it
    curl -H 'content-type: application/json' -d '{ "text": "hello", "times": 2 }' http://127.0.0.1:8080/{{name}}/echoes
    ```

    ## The API

    | route | body | answer |
    |---|---|---|
    | `POST /{{name}}/echoes` | `{ "text": "hello", "times": 2 }`: a text of 1 to 200 characters, and how often (1 if not said) | 200: `{ "echoes": ["hello", "hello"] }` |

    A wrong request is answered by `application/problem+json` (RFC 9457): 400, 415, or 422 with the place of each wrong member.


    """##
      + ServiceTemplate.readmeEnd(
        watching: "The metric `{{metric}}_echoes_total` counts the echoes; the logger `access` writes a record for each request.",
        limits: "It stores nothing: a response depends on its request alone, and any number of processes may run side by side."))

  private static let setting = """
        {
          "key": "MAX_ECHOES",
          "kind": "integer",
          "help": "How often a text may be said again in one answer.",
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
