import TestSupport
import Testing

@testable import Console

@Suite struct MetricsTests {
  private let text = #"""
    # HELP http_server_request_duration_seconds Time to answer.
    # TYPE http_server_request_duration_seconds histogram
    http_server_request_duration_seconds_bucket{http_route="/a",le="0.005"} 8
    http_server_request_duration_seconds_bucket{http_route="/a",le="+Inf"} 10
    http_server_request_duration_seconds_bucket{http_route="say \"}\" \\ \n",le="0.005"} 1 1700000000000
    http_server_request_duration_seconds_bucket{http_route="say \"}\" \\ \n",le="+Inf"} 1 1700000000000
    http_server_request_duration_seconds_count{http_route="/a"} 10
    http_server_request_duration_seconds_count{http_route="/b"} 1
    http_server_request_duration_seconds_sum{http_route="/a"} 0.4
    process_resident_memory_bytes 1.2e+07
    """#

  @Test func `requests and buckets are summed over their series`() {
    let sample = MetricsSample(parsing: text)
    #expect(sample.requests == 11)
    #expect(sample.buckets == [.init(limit: 0.005, count: 9), .init(limit: .infinity, count: 11)])
    #expect(sample.residentMemory == 12_000_000)
  }

  @Test func `a process that serves and has answered nobody differs from one that serves nothing`() {
    #expect(MetricsSample(parsing: "# TYPE http_server_request_duration_seconds histogram\nx 1").requests == 0)
    #expect(MetricsSample(parsing: "x 1").requests == nil)
  }

  @Test func `lines that cannot be read are passed over`() {
    let broken = [
      "process_resident_memory_bytes", "x{", "x{le=\"1} 2", "{} 1", "http_server_request_duration_seconds_count NaN", "x{a=\"b\"c} 1",
      "process_resident_memory_bytes +Inf", "http_server_request_duration_seconds_count 1e999",
      "http_server_request_duration_seconds_bucket{le=\"NaN\"} 1",
    ]
    #expect(MetricsSample(parsing: broken.joined(separator: "\n")) == MetricsSample())
  }

  @Test func `a process that names thousands of limits is read in part`() {
    let lines = (0..<5000).map { "http_server_request_duration_seconds_bucket{le=\"\($0)\"} 1" }
    #expect(MetricsSample(parsing: lines.joined(separator: "\n")).buckets.count == 256)
  }

  @Test func `no bytes bring the parser down`() {
    var generator = SeededGenerator(for: "no bytes bring the parser down")
    for _ in 0..<300 { _ = MetricsSample(parsing: String(decoding: generator.mutated(Array(text.utf8)), as: UTF8.self)) }
  }
}

@Suite struct RequestHistoryTests {
  private let start = ContinuousClock.now

  private func sample(_ requests: Double, fast: Double) -> MetricsSample {
    var sample = MetricsSample()
    sample.requests = requests
    sample.buckets = [.init(limit: 0.1, count: fast), .init(limit: 0.2, count: requests), .init(limit: .infinity, count: requests)]
    return sample
  }

  @Test func `the first sample says nothing yet, the second says what was done between them`() {
    var history = RequestHistory()
    #expect(history.add(sample(100, fast: 100), at: start) == nil)
    let figures = history.add(sample(120, fast: 110), at: start + .seconds(2))
    #expect(figures?.perSecond == 10)
    #expect(figures?.median == 0.1)
    #expect(abs((figures?.ninetyFifth ?? 0) - 0.19) < 1e-9)
  }

  @Test func `without requests there is a rate of 0 and no latency`() {
    var history = RequestHistory()
    _ = history.add(sample(5, fast: 5), at: start)
    #expect(history.add(sample(5, fast: 5), at: start + .seconds(1)) == RequestFigures(perSecond: 0, median: nil, ninetyFifth: nil))
  }

  @Test func `what serves nothing has no figures`() {
    var history = RequestHistory()
    #expect(history.add(MetricsSample(), at: start) == nil)
    #expect(history.add(MetricsSample(), at: start + .seconds(1)) == nil)
  }

  @Test func `counters that begin anew begin the history anew`() {
    var history = RequestHistory()
    _ = history.add(sample(500, fast: 500), at: start)
    #expect(history.add(sample(3, fast: 3), at: start + .seconds(1)) == nil)
    #expect(history.add(sample(5, fast: 5), at: start + .seconds(2))?.perSecond == 2)
  }

  @Test func `what is older than the window counts no more`() {
    var history = RequestHistory()
    for second in 0...60 {
      let total = Double(second < 40 ? second * 100 : 4000)
      let figures = history.add(sample(total, fast: total), at: start + .seconds(second))
      if second == 60 { #expect(figures?.perSecond == 0) }
    }
  }

  @Test func `a quantile beyond the last limit is that limit`() {
    #expect(RequestHistory.quantile(0.5, [.init(limit: 0.1, count: 0), .init(limit: .infinity, count: 4)]) == 0.1)
    #expect(RequestHistory.quantile(0.5, []) == nil)
  }
}
