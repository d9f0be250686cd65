import Platform
import Synchronization
import Telemetry
import Testing

@Suite struct SpanTests {
  private final class Collected: SpanProcessor {
    private let spans = Mutex<[SpanData]>([])
    func ended(_ span: SpanData) { spans.withLock { $0.append(span) } }
    var all: [SpanData] { spans.withLock { $0 } }
  }

  @Test func `a span tells what it was, when, and how it ended`() throws {
    let collected = Collected()
    let tracer = Tracer(processor: collected)
    let before = Clocks.realtime
    let span = tracer.start("GET", kind: .server, parent: nil, ["http.request.method": "GET"])
    span.rename("GET /runs/{id}")
    span.set("http.response.status_code", 200)
    span.set("http.response.status_code", 500)
    span.setStatus(.error("boom"))
    #expect(collected.all.isEmpty)
    span.end()
    span.end()
    span.set("late", 1)
    let data = try #require(collected.all.first)
    #expect(collected.all.count == 1)
    #expect(data.name == "GET /runs/{id}" && data.kind == .server && data.status == .error("boom"))
    #expect(data.attributes == [.init("http.request.method", "GET"), .init("http.response.status_code", 500)])
    #expect(data.context == span.context && data.context.isSampled && data.parent == nil)
    #expect(before <= data.start && data.start <= data.end && data.end < Clocks.realtime + 60_000_000_000)
  }

  @Test func `a span within another is its child`() throws {
    let collected = Collected()
    let tracer = Tracer(processor: collected)
    let outer = tracer.start("outer", parent: nil)
    TraceContext.$current.withValue(outer.context) { tracer.start("inner").end() }
    outer.end()
    let (inner, data) = (collected.all[0], collected.all[1])
    #expect(inner.parent == data.context.spanID && inner.context.traceID == data.context.traceID)
    #expect(inner.context.spanID != data.context.spanID)
  }

  @Test func `a span that is not sampled has ids and evaluates nothing`() {
    let collected = Collected()
    var evaluated = 0
    func value<Value>(_ value: Value) -> Value {
      evaluated += 1
      return value
    }
    for tracer in [Tracer(sampler: .alwaysOff, processor: collected), Tracer(sampler: .alwaysOn, processor: nil)] {
      let span = tracer.start(value("name"), parent: nil, value(["a": 1]))
      span.set(value("b"), value(2))
      span.setStatus(value(.ok))
      span.rename(value("other"))
      span.end()
      #expect(!span.isRecording)
      #expect(span.context.isSampled == (tracer.sampler == .alwaysOn))
    }
    #expect(evaluated == 0)
    #expect(collected.all.isEmpty)
  }

  @Test func `attributes are bounded`() throws {
    let collected = Collected()
    let span = Tracer(processor: collected).start("x", parent: nil)
    for number in 0..<200 { span.set("k\(number)", .int(number)) }
    span.set("k0", "again")
    span.end()
    let data = try #require(collected.all.first)
    #expect(data.attributes.count == SpanData.maximumAttributeCount && data.droppedAttributes == 72)
    #expect(data.attributes[0] == .init("k0", "again"))
  }

  @Test func `sampling follows the parent, the share, or neither`() throws {
    let sampled = TraceContext.root(isSampled: true)
    let unsampled = TraceContext.root(isSampled: false)
    func decisions(_ name: String, _ ratio: Double = 1) throws -> [Bool] {
      let tracer = Tracer(sampler: try #require(Sampler(name: name, ratio: ratio)))
      return [nil, sampled, unsampled].map { tracer.start("x", parent: $0).context.isSampled }
    }
    #expect(try decisions("always_on") == [true, true, true])
    #expect(try decisions("always_off") == [false, false, false])
    #expect(try decisions("traceidratio", 0) == [false, false, false])
    #expect(try decisions("traceidratio", 7) == [true, true, true])
    #expect(try decisions("parentbased_always_on") == [true, true, false])
    #expect(try decisions("parentbased_always_off") == [false, true, false])
    #expect(try decisions("parentbased_traceidratio", 0) == [false, true, false])
    #expect(try decisions("parentbased_traceidratio", 1) == [true, true, false])
    #expect(Sampler(name: "jaeger_remote") == nil)
    #expect(Sampler.names.allSatisfy { Sampler(name: $0) != nil })
  }

  @Test func `a share picks the same traces everywhere, and that many`() {
    let tracer = Tracer(sampler: .traceIDRatio(0.25))
    let roots = (0..<4000).map { _ in TraceContext.root(isSampled: false) }
    let picked = roots.map { tracer.start("x", parent: $0).context.isSampled }
    #expect(picked == roots.map { tracer.start("y", parent: $0).context.isSampled })
    // The chance to be further off is below one in ten million.
    #expect((840...1160).contains(picked.count { $0 }))
    #expect(zip(roots, picked).allSatisfy { ($0.traceID.low >> 62 == 0 || $0.traceID.low >> 63 == 0) || !$1 })
  }
}
