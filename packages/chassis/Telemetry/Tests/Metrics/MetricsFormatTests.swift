import Platform
import Telemetry
import TestSupport
import Testing

@Suite(.blocking) struct MetricsFormatTests {
  @Test(
    arguments: [
      (nil, .prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/plain", .prometheus), ("application/json", .prometheus),
      ("application/openmetrics-text", .openMetrics), ("Application/OpenMetrics-Text; Version=1.0.0; charset=utf-8", .openMetrics),
      ("application/openmetrics-text;version=\"1.0.0\"", .openMetrics), ("application/openmetrics-text;version=2.0.0", .prometheus),
      ("application/openmetrics-text;q=0", .prometheus), ("application/openmetrics-text;q=0.4,text/plain;q=0.5", .prometheus),
      ("text/plain;q=0.5 , application/openmetrics-text ; q=0.5", .openMetrics),
      ("application/openmetrics-text;q=0.2,text/plain;version=0.0.4;q=0.1,text/plain;version=1.0.0;q=0.9", .openMetrics),
      ("application/openmetrics-text;q=high", .prometheus), (";;,=,q=1", .prometheus),
      // What Prometheus 2 and 3 send.
      (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        .openMetrics
      ),
      (
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
          + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", .openMetrics
      ),
    ] as [(String?, MetricsFormat)])
  func `the Accept header decides`(accept: String?, format: MetricsFormat) { #expect(MetricsFormat(accept: accept) == format) }

  /// Metrics of every kind, with labels that need care.
  private func sample() -> Metrics {
    let metrics = Metrics()
    metrics.info("service_info", help: "What runs.", ["service": "scribe", "version": "1.2.3"])
    metrics.counter("requests", help: "Requests \\ answered,\nwith \"care\".", labels: ["path", "method"])
      .with(["/a\\b\"c\nd{}é", "GET"]).increment(by: 3)
    metrics.gauge("temperature_celsius", help: "Warmth.", unit: "celsius").set(-12.5)
    let durations = metrics.histogram("wait_seconds", help: "Waits.", unit: "seconds", labels: ["queue"], buckets: [0.005, 1, 10])
    for value in [0.001, 0.5, 100] { durations.with(["mail"]).observe(value) }
    metrics.gauge("loop_lag_seconds", help: "Lag.", unit: "seconds", labels: ["loop"]) { [(["0"], 1e-7), (["1"], .infinity)] }
    return metrics
  }

  @Test func `Prometheus text is written to the letter`() {
    #expect(
      String(decoding: sample().write(.prometheus), as: UTF8.self) == #"""
        # HELP loop_lag_seconds Lag.
        # TYPE loop_lag_seconds gauge
        loop_lag_seconds{loop="0"} 1e-07
        loop_lag_seconds{loop="1"} +Inf
        # HELP requests_total Requests \\ answered,\nwith "care".
        # TYPE requests_total counter
        requests_total{path="/a\\b\"c\nd{}é",method="GET"} 3
        # HELP service_info What runs.
        # TYPE service_info gauge
        service_info{service="scribe",version="1.2.3"} 1
        # HELP temperature_celsius Warmth.
        # TYPE temperature_celsius gauge
        temperature_celsius -12.5
        # HELP wait_seconds Waits.
        # TYPE wait_seconds histogram
        wait_seconds_bucket{queue="mail",le="0.005"} 1
        wait_seconds_bucket{queue="mail",le="1"} 2
        wait_seconds_bucket{queue="mail",le="10"} 2
        wait_seconds_bucket{queue="mail",le="+Inf"} 3
        wait_seconds_sum{queue="mail"} 100.501
        wait_seconds_count{queue="mail"} 3

        """#)
  }

  @Test func `OpenMetrics text is written to the letter`() {
    #expect(
      String(decoding: sample().write(.openMetrics), as: UTF8.self) == #"""
        # HELP loop_lag_seconds Lag.
        # TYPE loop_lag_seconds gauge
        # UNIT loop_lag_seconds seconds
        loop_lag_seconds{loop="0"} 1e-07
        loop_lag_seconds{loop="1"} +Inf
        # HELP requests Requests \\ answered,\nwith \"care\".
        # TYPE requests counter
        requests_total{path="/a\\b\"c\nd{}é",method="GET"} 3
        # HELP service What runs.
        # TYPE service info
        service_info{service="scribe",version="1.2.3"} 1
        # HELP temperature_celsius Warmth.
        # TYPE temperature_celsius gauge
        # UNIT temperature_celsius celsius
        temperature_celsius -12.5
        # HELP wait_seconds Waits.
        # TYPE wait_seconds histogram
        # UNIT wait_seconds seconds
        wait_seconds_bucket{queue="mail",le="0.005"} 1
        wait_seconds_bucket{queue="mail",le="1.0"} 2
        wait_seconds_bucket{queue="mail",le="10.0"} 2
        wait_seconds_bucket{queue="mail",le="+Inf"} 3
        wait_seconds_sum{queue="mail"} 100.501
        wait_seconds_count{queue="mail"} 3
        # EOF

        """#)
  }

  /// What could end a value, a line or a text too early, or pass for something else.
  private static let hostile = [
    "", "\"", "\\", "\n", "\\n", "\\\"", "a\"} 1\nhostile{value=\"b", "# EOF", "\r\n", "\0", "\u{1B}[31m", "\u{85}\u{2028}\u{FEFF}", "{}=,# ",
    "\u{10FFFF}é😀", String(repeating: "é", count: 400), "_overflow",
  ]

  @Test func `promtool finds nothing to say about it`() throws {
    guard let outcome = try? ChildProcess.run(["promtool", "--version"], environment: Environment.forChildren), outcome.ending == .exit(0) else {
      print("promtool finds nothing to say about it: skipped, promtool is not installed (on Debian: apt install prometheus)")
      return
    }
    let metrics = sample()
    ProcessMetrics.register(in: metrics)
    let hostile = metrics.gauge("hostile", help: "Label values that a caller chose.", labels: ["value"])
    for value in Self.hostile { hostile.with([value]).set(1) }
    let folder = try TemporaryFolder()
    let text = try folder.write(String(decoding: metrics.write(.prometheus), as: UTF8.self), to: "metrics")
    let check = try ChildProcess.run(["sh", "-c", "promtool check metrics <\"$0\" 2>&1", text], environment: Environment.forChildren)
    #expect(check.ending == .exit(0))
    #expect(String(decoding: check.output, as: UTF8.self) == "")
  }

  @Test(arguments: [(MetricsFormat.prometheus, "prometheus_client.parser"), (.openMetrics, "prometheus_client.openmetrics.parser")])
  func `prometheus-client reads the same numbers`(format: MetricsFormat, module: String) throws {
    guard let python = Python.withPackages(for: "prometheus-client reads the same numbers") else { return }
    let metrics = sample()
    ProcessMetrics.register(in: metrics)
    var generator = SeededGenerator(for: "prometheus-client reads the same numbers")
    let random = metrics.gauge("random", help: "x", labels: ["value"])
    let values = Set(Self.hostile).union((0..<200).map { _ in String(decoding: generator.bytes(upTo: 30), as: UTF8.self) })
    for value in values { random.with([value]).set(Double(bitPattern: generator.next())) }
    let folder = try TemporaryFolder()
    let text = try folder.write(String(decoding: metrics.write(format), as: UTF8.self), to: "metrics")
    let program = """
      import sys
      from \(module) import text_string_to_metric_families

      families = list(text_string_to_metric_families(open(sys.argv[1], newline="").read()))
      for family in families:
          if family.name.startswith(("process", "random")):
              continue
          for sample in family.samples:
              print(family.type, sample.name, sorted(sample.labels.items()), float(sample.value))
      print(sum(len(family.samples) for family in families if family.name == "random"))
      """
    let outcome = try ChildProcess.run([python, "-c", program, text], environment: Environment.forChildren + ["PYTHONIOENCODING=utf-8"])
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let isOpen = format == .openMetrics
    let (one, ten) = isOpen ? ("1.0", "10.0") : ("1", "10")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(
      lines.dropLast() == [
        #"gauge loop_lag_seconds [('loop', '0')] 1e-07"#, #"gauge loop_lag_seconds [('loop', '1')] inf"#,
        #"counter requests_total [('method', 'GET'), ('path', '/a\\b"c\nd{}é')] 3.0"#,
        #"\#(isOpen ? "info" : "gauge") service_info [('service', 'scribe'), ('version', '1.2.3')] 1.0"#,
        #"gauge temperature_celsius [] -12.5"#, #"histogram wait_seconds_bucket [('le', '0.005'), ('queue', 'mail')] 1.0"#,
        #"histogram wait_seconds_bucket [('le', '\#(one)'), ('queue', 'mail')] 2.0"#,
        #"histogram wait_seconds_bucket [('le', '\#(ten)'), ('queue', 'mail')] 2.0"#,
        #"histogram wait_seconds_bucket [('le', '+Inf'), ('queue', 'mail')] 3.0"#,
        #"histogram wait_seconds_sum [('queue', 'mail')] 100.501"#, #"histogram wait_seconds_count [('queue', 'mail')] 3.0"#,
      ])
    #expect(lines.last == "\(values.count)")
  }
}
