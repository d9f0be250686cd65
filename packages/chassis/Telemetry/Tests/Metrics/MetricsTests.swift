import Platform
import Telemetry
import Testing

@Suite struct MetricsTests {
  @Test func `a counter counts from many threads`() {
    let metrics = Metrics()
    let counter = metrics.counter("events", help: "x")
    let gauge = metrics.gauge("active", help: "x")
    let histogram = metrics.histogram("sizes", help: "x", buckets: [10, 100])
    Threads.run(6) { worker in
      for number in 0..<2000 {
        counter.increment()
        counter.increment(by: 2)
        gauge.increment(by: 3)
        gauge.decrement()
        histogram.observe(Double(number % 200))
      }
    }
    #expect(counter.value == 36_000)
    #expect(gauge.value == 24_000)
    #expect(histogram.count == 12_000)
    #expect(histogram.sum == 12_000 * 99.5)
  }

  @Test func `a gauge is set, and counted from there`() {
    let gauge = Metrics().gauge("active", help: "x")
    gauge.increment(by: 5)
    gauge.set(2.5)
    #expect(gauge.value == 2.5)
    gauge.decrement(by: 4)
    #expect(gauge.value == -1.5)
    gauge.set(7)
    #expect(gauge.value == 7)
  }

  @Test func `an observation counts in the first bucket that holds it`() {
    let metrics = Metrics()
    let histogram = metrics.histogram("sizes", help: "x", buckets: [1, 2.5])
    for value in [-1, 1, 1.0000001, 2.5, 3, .infinity, .nan] { histogram.observe(value) }
    let text = String(decoding: metrics.write(.prometheus), as: UTF8.self)
    #expect(text.contains("sizes_bucket{le=\"1\"} 2\nsizes_bucket{le=\"2.5\"} 4\nsizes_bucket{le=\"+Inf\"} 6\nsizes_sum +Inf\nsizes_count 6\n"))
    let durations = metrics.histogram("waits_seconds", help: "x", unit: "seconds")
    durations.observe(.milliseconds(1500))
    #expect(durations.sum == 1.5)
  }

  @Test func `the same name is the same metric`() {
    let metrics = Metrics()
    metrics.counter("events", help: "x").increment()
    metrics.counter("events_total", help: "other words").increment()
    #expect(metrics.counter("events", help: "x").value == 2)
    let family = metrics.gauge("size", help: "x", labels: ["queue"])
    family.with(["mail"]).set(3)
    #expect(metrics.gauge("size", help: "x", labels: ["queue"]).with(["mail"]).value == 3)
    #expect(family.with(["other"]).value == 0)
  }

  @Test func `label values beyond the limit share a series, and are counted`() {
    let metrics = Metrics()
    let family = metrics.counter("hits", help: "x", labels: ["path", "method"], limit: 3)
    for path in 0..<10 { family.with(["\(path)", "GET"]).increment() }
    family.with(["1", "GET"]).increment()
    let text = String(decoding: metrics.write(.prometheus), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("hits_total") }
    #expect(
      lines == [
        #"hits_total{path="0",method="GET"} 1"#, #"hits_total{path="1",method="GET"} 2"#, #"hits_total{path="2",method="GET"} 1"#,
        #"hits_total{path="_overflow",method="_overflow"} 7"#,
      ])
    #expect(text.contains("\nmetrics_label_sets_refused_total{metric=\"hits\"} 7\n"))
  }

  @Test func `metrics that are read appear when they have something to tell`() {
    let metrics = Metrics()
    metrics.gauge("absent", help: "x") { nil }
    metrics.gauge("lag_seconds", help: "x", unit: "seconds", labels: ["loop"]) { [(["1"], 0.5), (["0"], 0.25), (["1"], 9)] }
    metrics.counter("turns", help: "x") { 12 }
    metrics.counter("wakes", help: "x", labels: ["loop"]) { [(["0"], 3)] }
    #expect(
      String(decoding: metrics.write(.prometheus), as: UTF8.self) == """
        # HELP lag_seconds x
        # TYPE lag_seconds gauge
        lag_seconds{loop="0"} 0.25
        lag_seconds{loop="1"} 0.5
        # HELP turns_total x
        # TYPE turns_total counter
        turns_total 12
        # HELP wakes_total x
        # TYPE wakes_total counter
        wakes_total{loop="0"} 3

        """)
  }

  @Test func `the process tells what it uses`() throws {
    let metrics = Metrics()
    ProcessMetrics.register(in: metrics)
    var values: [String: Double] = [:]
    for line in String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      values[String(words[0])] = Double(words[1])
    }
    #if os(Linux)
      #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
      #expect(try #require(values["process_virtual_memory_bytes"]) > values["process_resident_memory_bytes"]!)
      #expect(try #require(values["process_cpu_seconds_total"]) > 0)
      #expect(try #require(values["process_threads"]) >= 1)
      #expect(try #require(values["process_open_fds"]) >= 3)
      let now = Double(Clocks.realtime) / 1e9
      let start = try #require(values["process_start_time_seconds"])
      #expect(start < now + 1 && start > now - 86_400)
    #endif
    #expect(try #require(values["process_max_fds"]) > 3)
  }
}
