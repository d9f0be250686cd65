import JSON
import Platform
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

@Suite(.blocking) struct TraceDocumentTests {
  private final class Collected: SpanProcessor {
    private let spans = Mutex<[SpanData]>([])
    func ended(_ span: SpanData) { spans.withLock { $0.append(span) } }
    var all: [SpanData] { spans.withLock { $0 } }
  }

  /// Spans with all that a span can hold.
  private func spans() throws -> [SpanData] {
    let collected = Collected()
    let tracer = Tracer(sampler: .alwaysOn, processor: collected)
    let parent = try #require(
      TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", tracestate: "rojo=1,congo=t61rcWkgMzE"))
    let whole = tracer.start("GET /runs/{id} \"\\\u{1}é😀", kind: .server, parent: parent)
    whole.set("text", "\"\\\n\u{0}é😀")
    whole.set("most", .int(.max))
    whole.set("least", .int(.min))
    whole.set("half", 0.5)
    whole.set("tiny", .double(.leastNonzeroMagnitude))
    whole.set("whole", .double(3))
    whole.set("nan", .double(.nan))
    whole.set("infinite", .double(-.infinity))
    whole.set("flag", true)
    whole.set("nothing", nil)
    whole.set("list", ["a", 1, [false]])
    whole.set("fields", ["b": ["c": 2], "a": 1])
    for number in 0..<120 { whole.set("k\(number)", .int(number)) }
    whole.setStatus(.error("it broke"))
    whole.end()
    let fine = tracer.start("fine", kind: .client, parent: nil)
    fine.setStatus(.ok)
    fine.end()
    tracer.start("plain", parent: whole.context).end()
    return collected.all
  }

  private let document = TraceDocument(
    service: "scribe", version: "1.2.3",
    attributes: [("team", "first"), ("service.version", "9"), ("telemetry.sdk.name", "other"), ("service.name", "ignored"), ("team", "last")])

  @Test func `the resource says who, and no name twice`() {
    let names = document.resource.compactMap { $0["key"]?.string }
    #expect(names == ["service.name", "telemetry.sdk.language", "telemetry.sdk.name", "service.version", "team"])
    #expect(document.resource.compactMap { $0["value"]?["stringValue"]?.string } == ["scribe", "swift", "bulkhead", "9", "last"])
  }

  @Test func `the protocol's own definitions read the same spans`() throws {
    guard let python = Python.withPackages(for: "the protocol's own definitions read the same spans") else { return }
    let spans = try spans()
    let folder = try TemporaryFolder()
    let script = try folder.write(OTLP.reader + "\nimport sys\nprint_spans(read(open(sys.argv[1], 'rb').read()))\n", to: "read.py")
    let file = try folder.write(String(decoding: document.json(spans).encoded(.compact), as: UTF8.self), to: "spans.json")
    let outcome = try ChildProcess.run([python, script, file], environment: Environment.forChildren + ["PYTHONIOENCODING=utf-8"])
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(lines.count == 1 + spans.count)
    #expect(lines[0].hasPrefix("resource service.name='scribe' "))
    let (whole, fine, plain) = (spans[0], spans[1], spans[2])
    let times = "\(whole.start) \(whole.end)"
    let ids = "0af7651916cd43dd8448eb211c80319c \(whole.context.spanID) 00f067aa0ba902b7"
    #expect(
      lines[1].hasPrefix(
        #"'GET /runs/{id} "\\\x01é😀' SPAN_KIND_SERVER \#(ids) 1 'rojo=1,congo=t61rcWkgMzE' \#(times) STATUS_CODE_ERROR 'it broke' 4 "#),
      "\(lines[1])")
    #expect(
      lines[1].contains(
        #"text='"\\\n\x00é😀' most=9223372036854775807 least=-9223372036854775808 half=0.5 tiny=5e-324 whole=3.0 nan=nan infinite=-inf "#
          + #"flag=True nothing=None list=['a', 1, [False]] fields={'b': {'c': 2}, 'a': 1} k0=0 "#), "\(lines[1])")
    let fineIDs = "\(fine.context.traceID) \(fine.context.spanID) -"
    #expect(lines[2] == "'fine' SPAN_KIND_CLIENT \(fineIDs) 1 '' \(fine.start) \(fine.end) STATUS_CODE_OK '' 0 ")
    #expect(
      lines[3]
        == "'plain' SPAN_KIND_INTERNAL 0af7651916cd43dd8448eb211c80319c \(plain.context.spanID) \(whole.context.spanID) 1 "
        + "'rojo=1,congo=t61rcWkgMzE' \(plain.start) \(plain.end) STATUS_CODE_UNSET '' 0 ")
  }
}
