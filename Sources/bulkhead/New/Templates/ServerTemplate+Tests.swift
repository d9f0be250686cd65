extension ServerTemplate {
  /// In the same process, and of the real one.
  static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/Echoes/EchoRoutesTests.swift",
      ##"""
      import HTTP
      import HTTPTesting
      import JSON
      import Telemetry
      import Testing

      @testable import {{Module}}

      @Suite struct EchoRoutesTests {
        private let metrics = Metrics()

        private func answer(to body: String) async throws -> TestResponse {
          let routes = EchoRoutes(maximumEchoes: 3, metrics: metrics)
          var request = Request(.post, "/{{name}}/echoes", headers: ["content-type": "application/json"])
          request.body = .bytes(Array(body.utf8))
          return try await TestClient(routes.router.handler).send(request)
        }

        @Test func `a text is said again as often as asked`() async throws {
          let response = try await answer(to: #"{ "text": "hello", "times": 2 }"#)
          #expect(response.status == .ok)
          #expect(try JSONValue(parsing: response.body) == ["echoes": ["hello", "hello"]])
        }

        @Test func `echoes are counted, each time`() async throws {
          _ = try await answer(to: #"{ "text": "hello", "times": 2 }"#)
          _ = try await answer(to: #"{ "text": "hello" }"#)
          #expect(String(decoding: metrics.write(.prometheus), as: UTF8.self).contains("\n{{metric}}_echoes_total 3\n"))
        }

        @Test(arguments: [
          (#"{ "times": 1 }"#, "#/text"), (#"{ "text": "" }"#, "#/text"), (#"{ "text": "hello", "times": 0 }"#, "#/times"),
          (#"{ "text": "hello", "times": 4 }"#, "#/times"), (#"{ "text": "hello", "time": 2 }"#, "#/time"),
        ])
        func `what is not as it must be is refused by its place`(body: String, pointer: String) async throws {
          let response = try await answer(to: body)
          #expect(response.status == .unprocessableContent)
          let problem = try JSONValue(parsing: response.body)
          #expect(problem["errors"]?.array?.map { $0["pointer"]?.string } == [pointer], "\(response.text)")
        }

        @Test func `what is no JSON is refused`() async throws {
          #expect(try await answer(to: "hello").status == .badRequest)
        }
      }

      """##),
    Template.File(
      "services/{{name}}/Tests/Process/ProcessTests.swift",
      ##"""
      import HTTP
      import IO
      import JSON
      import TestSupport
      import Testing

      /// The real process, asked on real sockets.
      @Suite struct ProcessTests {
        private func response(_ url: String, _ body: String? = nil) async throws -> (status: Status, text: String) {
          let loops = try EventLoops(count: 1)
          defer { loops.stop() }
          var request = try ClientRequest(body == nil ? .get : .post, url, headers: ["content-type": "application/json"])
          if let body { request.body = .bytes(Array(body.utf8)) }
          let response = try await Client(on: loops).send(request)
          return (response.status, String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self))
        }

        @Test func `it answers, says that it is well, and counts`() async throws {
          let process = try ServiceProcess("{{name}}")
          try await process.becomeReady()
          let (service, health) = ("http://\(try await process.address("http"))", "http://\(try await process.address("health"))")
          let echo = try await response("\(service)/{{name}}/echoes", #"{ "text": "hello" }"#)
          #expect(echo.status == .ok && echo.text == #"{"echoes":["hello"]}"#)
          #expect(try await response("\(health)/livez").status == .ok)
          #expect(try await response("\(health)/readyz").status == .ok)
          #expect(try await response("\(health)/metrics").text.contains("\n{{metric}}_echoes_total 1\n"))
          process.terminate()
          #expect(try await process.ending() == .exit(0))
        }

        @Test func `wrong settings end it with 78 before it opens anything`() async throws {
          let process = try ServiceProcess("{{name}}", settings: ["MAX_ECHOES": "0", "PORT": "high"])
          #expect(try await process.ending() == .exit(78))
          #expect(process.output.isEmpty)
          for mistake in ["MAX_ECHOES: expected a whole number from 1 to 1000", "PORT: expected a port"] {
            #expect(process.errorOutput.contains(mistake), "\(process.errorOutput)")
          }
        }

        @Test func `SIGTERM ends readiness first and then the process, with 0`() async throws {
          let process = try ServiceProcess("{{name}}")
          try await process.becomeReady()
          process.terminate()
          #expect(try await process.ending() == .exit(0))
          let records = process.records
          let draining = try #require(records.firstIndex { $0["message"]?.string == "readiness changes" && $0["status"]?.string == "draining" })
          let ended = try #require(records.firstIndex { $0["message"]?.string == "ended" })
          #expect(draining < ended)
        }
      }

      """##),
  ]
}
