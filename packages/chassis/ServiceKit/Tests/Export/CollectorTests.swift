import HTTP
import IO
import Lifecycle
import Platform
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

/// Against a collector in Python, over a real connection.
@Suite(.timeLimit(.minutes(15))) struct CollectorTests {
  /// Serves on a free port, which it writes to the file that it is given, and ends once it has been given the fourth document:
  /// refuses the first for now, takes the second, takes back a part of the third, refuses the fourth for good.
  private static let program =
    OTLP.reader + #"""

      import http.server, os, sys

      documents = 0

      class Collector(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"

          def log_message(self, *arguments):
              pass

          def do_POST(self):
              global documents
              documents += 1
              fields = [self.headers.get(name) for name in ("content-type", "api-key", "traceparent")]
              print(self.path, *fields, flush=True)
              request = read(self.rfile.read(int(self.headers["content-length"])))
              print_spans(request)
              status, answer = 200, ExportTraceServiceResponse()
              if documents == 1:
                  status = 503
              elif documents == 3:
                  answer.partial_success.rejected_spans = 1
                  answer.partial_success.error_message = "too old"
              elif documents == 4:
                  status = 400
              body = b'{"code":3,"message":"no more"}' if status == 400 else json_format.MessageToJson(answer).encode()
              self.send_response(status)
              if status == 503:
                  self.send_header("Retry-After", "0")
              self.send_header("Content-Type", "application/json")
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)

      server = http.server.HTTPServer(("127.0.0.1", 0), Collector)
      server.timeout = 100
      with open(sys.argv[1] + ".new", "w") as file:
          file.write(str(server.server_port))
      os.rename(sys.argv[1] + ".new", sys.argv[1])
      while documents < 4:
          before = documents
          server.handle_request()
          if documents == before:
              sys.exit("nobody came")
      """#

  /// Waits until the file is there, and reads it.
  private func text(of path: String) async throws -> String {
    let deadline = Deadline.after(.seconds(60))
    while true {
      if let bytes = try? File.read(path) { return String(decoding: bytes, as: UTF8.self) }
      try #require(Deadline.now < deadline, "the collector did not start")
      try await EventLoop.sleep(until: .after(.milliseconds(5)))
    }
  }

  @Test func `a real collector gets what was to be sent, once it can take it`() async throws {
    guard let python = Python.withPackages(for: "a real collector gets what was to be sent, once it can take it") else { return }
    let folder = try TemporaryFolder()
    let script = try folder.write(Self.program, to: "collector.py")
    let port = "\(folder.path)/port"
    async let outcome = onOwnThread {
      try ChildProcess.run([python, script, port], environment: Environment.forChildren + ["PYTHONIOENCODING=utf-8"])
    }
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let (metrics, output) = try await loops.all[0].run { () throws in
      let address = "http://127.0.0.1:\(try await self.text(of: port))"
      return try await self.export(to: address, on: loops)
    }
    let ended = try await outcome
    #expect(ended.ending == .exit(0), "\(String(decoding: ended.errorOutput, as: UTF8.self))")
    let lines = String(decoding: ended.output, as: UTF8.self).split(separator: "\n")
    let heads = lines.filter { $0.hasPrefix("/") }
    #expect(heads == .init(repeating: "/otel/v1/traces application/json s3cret, and more None", count: 4), "\(heads)")
    let names = lines.filter { $0.hasPrefix("'") }.map { $0.prefix { $0 != " " } }
    #expect(names == ["'a'", "'b'", "'a'", "'b'", "'c'", "'d'", "'e'", "'f'"])
    #expect(lines.contains { $0.hasPrefix("resource service.name='checkout' ") && $0.contains("team='payments'") })
    let text = String(decoding: metrics.write(.prometheus), as: UTF8.self)
    #expect(text.contains("\ntrace_spans_sent_total 3\n"))
    #expect(text.contains("\ntrace_spans_dropped_total{reason=\"rejected\"} 3\n"))
    for words in ["the collector answered 503", "traces are sent again", "too old", "the collector answered 400: no more"] {
      #expect(output.lines.contains { $0.contains(words) }, "\(words)")
    }
  }

  /// Exports six spans, two at a time, the pauses between attempts fifty times as fast.
  private func export(to address: String, on loops: EventLoops) async throws -> (Metrics, LogOutput) {
    var reader = SettingsReader(
      SettingsEnvironment([
        "OTEL_EXPORTER_OTLP_ENDPOINT": "\(address)/otel", "OTEL_EXPORTER_OTLP_HEADERS": "api-key=s3cret%2C%20and more",
        "OTEL_SERVICE_NAME": "checkout", "OTEL_RESOURCE_ATTRIBUTES": "team=payments", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2",
      ]))
    let settings = TelemetrySettings(from: &reader)
    #expect(reader.mistakes.isEmpty)
    let (metrics, output) = (Metrics(), LogOutput.inMemory())
    let collector = Collector(
      Client(on: loops), at: try #require(settings.endpoint), headers: settings.headers, timeout: .seconds(60))
    let timekeeper = Timekeeper(executor: loops.all[0]) { duration in
      try await EventLoop.sleep(until: .after(duration < .seconds(5) ? duration / 50 : duration))
    }
    let exporter = SpanExporter(
      settings, service: "scribe", version: "1", metrics: metrics, logger: Logger("chassis", output: output), timekeeper: timekeeper,
      send: collector.send)
    exporter.start()
    let tracer = Tracer(sampler: .alwaysOn, processor: exporter)
    try await TraceContext.$current.withValue(.root(isSampled: true)) {
      for name in ["a", "b", "c", "d", "e", "f"] { tracer.start(name).end() }
      try await output.untilLine(contains: "no more")
    }
    await exporter.shutDown(within: .seconds(60))
    return (metrics, output)
  }

  @Test func `a collector that is not there is one that may come back`() async throws {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    // A port that was free a moment ago may be another test's by now; nobody is given this one.
    let address = try HTTPURL("http://127.0.0.1:1/v1/traces")
    let collector = Collector(Client(on: loops), at: address, headers: [], timeout: .seconds(60))
    await #expect(throws: ClientError.self) { try await collector.send([0x7B, 0x7D]) }
  }
}

extension LogOutput {
  /// Waits on an event loop until there is such a line.
  fileprivate func untilLine(contains words: String) async throws {
    let deadline = Deadline.after(.seconds(60))
    while !lines.contains(where: { $0.contains(words) }) {
      try #require(Deadline.now < deadline, "there is no line with \"\(words)\": \(lines)")
      try await EventLoop.sleep(until: .after(.milliseconds(5)))
    }
  }
}
