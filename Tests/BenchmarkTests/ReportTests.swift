import JSON
import Testing

@testable import Benchmark

@Suite struct ReportTests {
  @Test func `a row names its value, its unit and what it was compared with`() {
    var report = Report()
    report.add("check", 0.0123456789, "s", versus: "cat", ratio: 0.98765)
    report.add("memory", 1_000_000, "B")
    let expected = #"[{"name":"check","value":0.012346,"unit":"s","versus":"cat","ratio":0.988},{"name":"memory","value":1000000.0,"unit":"B"}]"#
    #expect(String(decoding: report.json.encoded(.compact), as: UTF8.self) == expected)
  }

  @Test(arguments: [(1.0, 0, "1"), (1.05, 1, "1.1"), (0.999, 2, "1.00"), (12.03, 2, "12.03"), (0.04, 2, "0.04")])
  func `numbers have as many digits as asked for`(value: Double, digits: Int, text: String) {
    #expect(value.text(digits: digits) == text)
  }

  @Test func `the split takes the lines that are times, and the middle run`() {
    var split = Split()
    for text in ["walk 1.5 ms\nread 2 ms\nbulkhead: checking\n", "walk 9.5 ms\n", "walk 2.5 ms\n"] { split.add(text) }
    #expect(split.medians.map(\.name) == ["walk", "read"])
    #expect(split.medians.map(\.milliseconds) == [2.5, 2])
  }

  @Test(arguments: [
    [], ["check", "--runs"], ["check", "--runs", "0"], ["check", "--files", "x"], ["check", "--format", "xml"], ["check", "--fast", "1"],
  ])
  func `a command line that is not understood is refused`(arguments: [String]) {
    #expect(throws: BenchmarkError.self) { try Options(arguments) }
  }

  @Test func `options are read`() throws {
    let options = try Options(["check", "--format", "json", "--files", "200", "--runs", "3"])
    #expect(options.isJSON)
    #expect(options.files == 200)
    #expect(options.runs(default: 10) == 3)
  }
}
