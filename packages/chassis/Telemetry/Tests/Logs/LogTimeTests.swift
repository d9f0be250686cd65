import Platform
import TestSupport
import Testing

@testable import Telemetry

@Suite(.blocking) struct LogTimeTests {
  private func text(_ nanoseconds: Int, timeOnly: Bool = false) -> String {
    var time = LogTime()
    return String(bufferOf: 40) { time.write(nanoseconds, to: &$0, timeOnly: timeOnly) }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (951_782_399, "2000-02-28T23:59:59.000Z"), (951_782_400, "2000-02-29T00:00:00.000Z"),
    (951_868_800, "2000-03-01T00:00:00.000Z"), (4_107_542_400, "2100-03-01T00:00:00.000Z"), (1_795_263_907, "2026-11-21T12:25:07.000Z"),
    (1_735_689_599, "2024-12-31T23:59:59.000Z"), (-1, "1970-01-01T00:00:00.000Z"),
  ])
  func `known moments have their names`(seconds: Int, expected: String) { #expect(text(seconds * 1_000_000_000) == expected) }

  @Test func `milliseconds are cut, not rounded`() {
    #expect(text(1_999_999_999) == "1970-01-01T00:00:01.999Z")
    #expect(text(1_000_999_999) == "1970-01-01T00:00:01.000Z")
    #expect(text(86_399_042_000_000, timeOnly: true) == "23:59:59.042Z")
  }

  @Test func `a second that was written before is not written for another`() {
    var time = LogTime()
    let texts = [5, 5, 6, 5].map { second in String(bufferOf: 40) { time.write(second * 1_000_000_000, to: &$0) } }
    #expect(texts.map { $0.dropLast(5).last } == ["5", "5", "6", "5"])
  }

  @Test func `Python has the same calendar`() throws {
    guard let python = Python.withoutPackages(for: "Python has the same calendar") else { return }
    var generator = SeededGenerator(for: "Python has the same calendar")
    let seconds = (0..<3000).map { _ in Int.random(in: 0...9_223_000_000, using: &generator) }
    let folder = try TemporaryFolder()
    let list = try folder.write(seconds.map { "\($0)\n" }.joined(), to: "seconds")
    let program = """
      import datetime, sys
      start = datetime.datetime(1970, 1, 1)
      for line in open(sys.argv[1]):
          print((start + datetime.timedelta(seconds=int(line))).isoformat() + ".000Z")
      """
    let outcome = try ChildProcess.run([python, "-c", program, list], environment: Environment.forChildren)
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(answers == seconds.map { text($0 * 1_000_000_000) })
  }
}
