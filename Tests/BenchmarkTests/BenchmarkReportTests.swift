import CommandLine
import JSON
import Testing

@testable import Benchmark

@Suite struct BenchmarkReportTests {
  @Test func `a row names its value, its unit and what it was compared with`() {
    var report = BenchmarkReport()
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
    [], ["chekc"], ["check", "--runs"], ["check", "--runs", "0"], ["check", "--files", "x"], ["check", "--format", "xml"],
    ["check", "--fast", "1"], ["check", "more"], ["tls", "--connections", "50"], ["tls", "--loops", "2"], ["postgres", "--seconds", "0"],
  ])
  func `a command line that is not understood is refused`(arguments: [String]) {
    #expect(throws: UsageError.self) { try Commands.tool.request(arguments) }
  }

  @Test func `options are read`() throws {
    guard case .run(let command, let given) = try Commands.tool.request(["check", "--format", "json", "--files", "200", "--runs", "3"]) else {
      Issue.record("this is no question for help")
      return
    }
    #expect(command.name == "check")
    #expect(given.isJSON)
    #expect(given.number(.files) == 200)
    #expect(given.number(.checkRuns) == 3)
  }

  @Test func `each command has help with an example`() throws {
    for command in Commands.tool.commands {
      guard case .answer(let help) = try Commands.tool.request([command.name, "--help"]) else {
        Issue.record("benchmark \(command.name) --help runs it")
        continue
      }
      #expect(help.hasPrefix("benchmark \(command.name): \(command.summary)\n"))
      #expect(help.contains("\nExamples:\n  benchmark \(command.name)"))
    }
  }
}
