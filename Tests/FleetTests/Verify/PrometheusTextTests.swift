import Testing

@testable import Fleet

@Suite struct PrometheusTextTests {
  @Test func `samples are read with labels and values`() throws {
    let text = """
      # HELP a_total What a is.
      # TYPE a_total counter
      a_total{x="1",y="a\\"b\\\\c\\nd",} 3
      a_total 4 1700000000000
      # TYPE h histogram
      h_bucket{le="+Inf"} 2
      h_sum 0.5
      h_count 2
      # TYPE g gauge
      g -Inf

      """
    let metrics = try PrometheusText(parsing: text)
    #expect(metrics.samples["a_total"]?.map(\.labels) == [["x": "1", "y": "a\"b\\c\nd"], [:]])
    #expect(metrics.samples["a_total"]?.map(\.value) == [3, 4])
    #expect(metrics.samples["h_bucket"]?.map(\.labels) == [["le": "+Inf"]])
    #expect(metrics.samples["h_bucket"]?.map(\.value) == [2])
    #expect(metrics.samples["g"]?.first?.value == -.infinity)
  }

  @Test(arguments: [
    ("a 1\n", "/metrics, line 1: a has no `# TYPE` before it"),
    ("# TYPE a gauge\na 1", "/metrics, line 1: the text does not end with a line's end"),
    ("# TYPE a gauge\na 1\na 2\n", "/metrics, line 3: a stands twice with the same labels"),
    ("# TYPE a gauge\n# TYPE a gauge\n", "/metrics, line 2: a has two types"),
    ("# TYPE a thing\n", "/metrics, line 1: no type that is known: # TYPE a thing"),
    ("# TYPE a gauge\na{x=1} 1\n", "/metrics, line 2: expected label=\"value\" at '1} 1'"),
    ("# TYPE a gauge\na{x=\"1} 1\n", "/metrics, line 2: a label's value has no end at ''"),
    ("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n", "/metrics, line 2: the label x stands twice at '} 1'"),
    ("# TYPE a gauge\na one\n", "/metrics, line 2: expected a number at 'one'"),
    ("# TYPE a gauge\n1a 1\n", "/metrics, line 2: expected a metric's name at ' 1'"),
    ("# TYPE a counter\na_bucket 1\n", "/metrics, line 2: a_bucket has no `# TYPE` before it"),
  ])
  func `what is not the format is a mistake with its line`(text: String, message: String) {
    let mistake = #expect(throws: PrometheusText.Mistake.self) { try PrometheusText(parsing: text) }
    #expect(mistake?.description == message)
  }
}
