import Telemetry
import TestSupport
import Testing

@Suite struct MetricLineTests {
  @Test func `a line has a name, labels and a value`() throws {
    let line = try MetricLine(parsing: #"a:b_total{x="1",y="say \"}\" \\ \n é",} 1.2e+07 1700000000000"#)
    #expect(line.name == "a:b_total")
    #expect(line.labels == ["x": "1", "y": "say \"}\" \\ \n é"])
    #expect(line.value == 12_000_000)
    #expect(try MetricLine(parsing: "g -Inf").value == -.infinity)
    #expect(try MetricLine(parsing: "g{} NaN").value.isNaN)
  }

  @Test(arguments: [
    ("", "expected a metric's name at ''"), ("1a 1", "expected a metric's name at ' 1'"), ("é 1", "expected a metric's name at 'é 1'"),
    ("a", "expected a space before the value at ''"), ("a{x=1} 1", "expected label=\"value\" at '1} 1'"),
    ("a{x=\"1\"y=\"2\"} 1", "expected ',' or '}' at 'y=\"2\"} 1'"), ("a{x=\"1} 1", "a label's value has no end at ''"),
    ("a{x=\"\\t\"} 1", "expected an escape: one of \\\\ \\\" \\n at '\"} 1'"), ("a{x=\"1\",x=\"2\"} 1", "the label x stands twice at '} 1'"),
    ("a one", "expected a number at 'one'"), ("a 1 2 3", "expected a number at '1 2 3'"),
  ])
  func `what is not the format is a mistake`(line: String, message: String) {
    let mistake = #expect(throws: MetricLine.Mistake.self) { try MetricLine(parsing: line[...]) }
    #expect(mistake?.description == message)
  }

  @Test func `no bytes bring the parser down`() {
    var generator = SeededGenerator(for: "no bytes bring the parser down")
    let line = Array(#"http_requests_total{route="say \"}\" \\ \n",le="+Inf"} 1 1700000000000"#.utf8)
    for _ in 0..<2000 { _ = try? MetricLine(parsing: String(decoding: generator.mutated(line), as: UTF8.self)[...]) }
  }
}
