import Telemetry
import Testing

/// Mistakes in a program end it, with a sentence that says which.
@Suite struct MetricNameTests {
  private func expectSentence(_ sentence: String, in result: ExitTest.Result?) {
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.contains(sentence), "\(output)")
  }

  @Test func `a name with another shape`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let metrics = Metrics()
      _ = metrics.counter("events", help: "x", labels: ["a"])
      _ = metrics.counter("events", help: "x", labels: ["b"])
    }
    expectSentence("the metric events is registered twice: as a counter with the labels a, and as a counter with the labels b", in: result)
  }

  @Test func `two metrics that would write one line`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let metrics = Metrics()
      _ = metrics.histogram("size", help: "x")
      metrics.gauge("size_created", help: "x") { 1 }
    }
    expectSentence("cannot name a gauge: names that end in _created are lines of other metrics", in: result)
  }

  @Test func `a name that is none`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().gauge("queue-size", help: "x")
    }
    expectSentence("\"queue-size\" cannot name a metric", in: result)
  }

  @Test func `a label that is none`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().gauge("size", help: "x", labels: ["__queue"])
    }
    expectSentence("\"__queue\" cannot name a label of size", in: result)
  }

  @Test func `a label that histograms have themselves`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().histogram("size", help: "x", labels: ["le"])
    }
    expectSentence("the label \"le\" of size has a meaning of its own", in: result)
  }

  @Test func `a unit that the name does not end in`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().gauge("wait", help: "x", unit: "seconds")
    }
    expectSentence("the metric wait is in seconds, so its name must end in _seconds", in: result)
  }

  @Test func `buckets that do not rise`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().histogram("size", help: "x", buckets: [1, 1])
    }
    expectSentence("the buckets of size must be finite numbers, each larger than the one before", in: result)
  }

  @Test func `values for other labels`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Metrics().counter("hits", help: "x", labels: ["path"]).with(["/", "GET"])
    }
    expectSentence(#"the metric hits has the labels ["path"], and was given the values ["/", "GET"]"#, in: result)
  }
}
