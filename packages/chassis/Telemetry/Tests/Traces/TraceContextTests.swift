import Telemetry
import TestSupport
import Testing

@Suite struct TraceContextTests {
  private static let trace = "0af7651916cd43dd8448eb211c80319c"
  private static let span = "00f067aa0ba902b7"

  @Test(arguments: [
    ("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", true), ("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-00", false),
    // Bits other than the first have no meaning yet.
    ("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-ff", true), ("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-fe", false),
    // Versions to come: what is known of them is read.
    ("01-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", true), ("cc-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-what", true),
    ("fe-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-", true),
  ])
  func `a parent is read, and passed on in our version`(header: String, isSampled: Bool) throws {
    let context = try #require(TraceContext(traceparent: header))
    #expect(context.traceID.description == Self.trace)
    #expect(context.spanID.description == Self.span)
    #expect(context.isSampled == isSampled)
    #expect(context.traceparent == "00-\(Self.trace)-\(Self.span)-\(isSampled ? "01" : "00")")
    #expect(context.tracestate == nil)
  }

  @Test(arguments: [
    "", "00", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-",
    "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-0", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-011",
    "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-x",
    "ff-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "01-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01.x",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0AF7651916CD43DD8448EB211C80319C-00f067aa0ba902b7-01", "00-0af7651916cd43dd8448eb211c80319c-00F067AA0BA902B7-01",
    "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-0A", "0A-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
    "00-0af7651916cd43dd8448eb211c80319g-00f067aa0ba902b7-01", "00_0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
    "00-0af7651916cd43dd8448eb211c80319c_00f067aa0ba902b7-01", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7_01",
    " 00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01 ",
    "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-é",
  ])
  func `what is no parent begins a new trace`(header: String) { #expect(TraceContext(traceparent: header) == nil) }

  @Test func `without a header there is no parent`() { #expect(TraceContext(traceparent: nil, tracestate: "a=1") == nil) }

  @Test func `random and broken headers are read or refused, never half`() {
    var generator = SeededGenerator(for: "random and broken headers are read or refused, never half")
    let header = Array("00-\(Self.trace)-\(Self.span)-01".utf8)
    for _ in 0..<5000 {
      let mutated = String(decoding: generator.mutated(header), as: UTF8.self)
      guard let context = TraceContext(traceparent: mutated) else { continue }
      #expect(context.traceparent.dropFirst(2).dropLast(2) == mutated.dropFirst(2).prefix(51))
    }
  }

  @Test func `a child is in the same trace, and is another span`() throws {
    let parent = try #require(TraceContext(traceparent: "00-\(Self.trace)-\(Self.span)-01", tracestate: "a=1"))
    let child = parent.child()
    #expect(child.traceID == parent.traceID && child.spanID != parent.spanID)
    #expect(child.isSampled && child.tracestate == "a=1")
    #expect(!parent.child(isSampled: false).isSampled)
  }

  @Test func `ids do not repeat`() {
    let contexts = (0..<10_000).map { _ in TraceContext.root(isSampled: false) }
    #expect(Set(contexts.map(\.traceID)).count == 10_000)
    #expect(Set(contexts.map(\.spanID)).count == 10_000)
    // Each bit is set about half the time: the chance that one of 64 is this far off is below one in ten million.
    for bit in 0..<64 {
      let count = contexts.count { $0.traceID.low >> UInt64(bit) & 1 == 1 }
      #expect((4650...5350).contains(count), "bit \(bit): \(count)")
    }
  }

  @Test func `the context belongs to the task and its children`() async {
    #expect(TraceContext.current == nil)
    let context = TraceContext.root(isSampled: true)
    await TraceContext.$current.withValue(context) {
      async let child = TraceContext.current
      #expect(await child == context)
    }
    #expect(TraceContext.current == nil)
  }
}
