extension ServerTemplate {
  /// What the process is made of.
  static let sources: [Template.File] = [
    Template.File(
      "services/{{name}}/Sources/Echoes/Echo.swift",
      ##"""
      import JSON

      /// A text to be said again, as a client asks for it.
      struct Echo: JSONDecodable {
        let text: String
        let times: Int

        init(from fields: inout JSONFields) {
          text = fields.string("text", length: 1...200)
          times = fields.int("times", default: 1, in: 1...Int.max)
        }

        /// What the client is answered.
        var answer: JSONValue { ["echoes": .array(Array(repeating: .string(text), count: times))] }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/Echoes/EchoRoutes.swift",
      ##"""
      import HTTP
      import Telemetry

      /// The routes of echoes: `POST /{{name}}/echoes`.
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
            // What is no JSON, or has other members than it must, is refused here: 400, 415 or 422, with the place of each mistake.
            let echo = try await request.json(as: Echo.self)
            if echo.times > maximumEchoes { throw tooMany(echo.times) }
            echoes.increment(by: echo.times)
            return .json(echo.answer)
          }
          return router
        }

        private func tooMany(_ times: Int) -> Problem {
          let detail = "expected \(maximumEchoes) at most, found \(times)"
          return Problem(.unprocessableContent, "more echoes than one answer may have", errors: [.init(pointer: "/times", detail: detail)])
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Sources/Settings.swift",
      ##"""
      import ServiceKit

      struct Settings: ServiceSettings {
        let maximumEchoes: Int

        init(from reader: inout SettingsReader) {
          maximumEchoes = reader.int("MAX_ECHOES", "How often a text may be said again in one answer.", default: 10, in: 1...1000)
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

        static func run(_ settings: Settings, _ context: ServiceContext) async throws {
          let routes = EchoRoutes(maximumEchoes: settings.maximumEchoes, metrics: context.metrics)
          try await context.run([context.server(routes.router)])
        }
      }

      """##),
  ]
}
