import CommandLine
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Fleet

@Suite struct LogTests {
  private func readable(_ text: String, isColored: Bool = false) -> String { OutputLine(Array(text.utf8)).readable(Style(isColored: isColored)) }

  @Test func `a record is shown as a person reads it`() {
    let line =
      #"{"time":"2026-11-21T12:25:07.123Z","level":"info","service":"a","logger":"http","message":"connected","host":"db","port":5432,"note":"two words","ok":true}"#
    #expect(readable(line) == #"12:25:07.123 INFO  http: connected host=db port=5432 note="two words" ok=true"#)
  }

  @Test func `what is no record is shown as it is, with nothing that moves the cursor`() {
    #expect(readable("plain é text") == "plain é text")
    #expect(readable("{\"broken\": ") == "{\"broken\": ")
    #expect(readable("{\"no\":\"message\"}") == "{\"no\":\"message\"}")
    #expect(readable("a\u{1B}[2Jb\u{7}\u{9B}c") == "a\\u{1B}[2Jb\\u{7}\\u{9B}c")
    #expect(readable("{\"message\":\"a\\u001b[2J\\nb\",\"k\\u001b\":\"\\u001b\"}") == "a\\u{1B}[2J\\nb k\\u{1B}=\"\\u001b\"")
  }

  @Test func `lines are put together of whatever pieces come`() {
    let text = "first\r\n\nsecond line\nthird é\nrest"
    var generator = SeededGenerator(for: "lines are put together of whatever pieces come")
    for _ in 0..<200 {
      var splitter = LineSplitter()
      var lines: [[UInt8]] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &generator)
        lines += splitter.add(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["first", "", "second line", "third é"])
      #expect(splitter.finish().map { String(decoding: $0, as: UTF8.self) } == "rest")
      #expect(splitter.finish() == nil)
    }
  }

  @Test func `a line without end comes in pieces`() {
    var splitter = LineSplitter()
    let lines = splitter.add([UInt8](repeating: 0x78, count: 3 * LineSplitter.longestLine + 1))
    #expect(lines.map(\.count) == [LineSplitter.longestLine, LineSplitter.longestLine, LineSplitter.longestLine])
    #expect(splitter.finish()?.count == 1)
  }

  private final class Written: Sendable {
    let streams = Mutex<[StandardStream: String]>([:])
    subscript(stream: StandardStream) -> String { streams.withLock { $0[stream] ?? "" } }
  }

  private func mixer(_ format: LogMixer.Format, isColored: Bool = false) -> (LogMixer, Written) {
    let written = Written()
    let mixer = LogMixer(names: ["api", "scheduler"], format: format, style: Style(isColored: isColored)) { stream, text in
      written.streams.withLock { $0[stream, default: ""] += text }
    }
    return (mixer, written)
  }

  @Test func `every line has the name of its process in front`() {
    let (mixer, written) = mixer(.text)
    let records = mixer.add(Array("{\"message\":\"listening\"}\nhalf".utf8), of: "api", isError: false)
    #expect(records.map(\.message) == ["listening"])
    _ = mixer.add(Array("oh\n".utf8), of: "scheduler", isError: true)
    #expect(mixer.finish("api") == ["listening", "half"])
    mixer.say("one\ntwo")
    #expect(written[.output] == "api       | listening\nscheduler | oh\napi       | half\n")
    #expect(written[.error] == "fleet     | one\nfleet     | two\n")
  }

  @Test func `colours differ by process, and none are where none are wanted`() {
    let (mixer, written) = mixer(.text, isColored: true)
    _ = mixer.add(Array("a\n".utf8), of: "api", isError: false)
    _ = mixer.add(Array("b\n".utf8), of: "scheduler", isError: false)
    #expect(written[.output].contains("\u{1B}[36mapi      \u{1B}[0m"))
    #expect(written[.output].contains("\u{1B}[35mscheduler\u{1B}[0m"))
    #expect(!Style(isTerminal: true, environment: ["NO_COLOR": "1"]).isColored)
    #expect(!Style(isTerminal: false, environment: [:]).isColored)
    #expect(Style(isTerminal: true, environment: ["NO_COLOR": ""]).isColored)
  }

  @Test func `as JSON, records are as they were and everything else becomes one`() {
    let (mixer, written) = mixer(.json)
    _ = mixer.add(Array("{ \"message\": \"x\" }\nplain \"text\"\n".utf8), of: "api", isError: false)
    mixer.show("table\n")
    #expect(written[.output] == "{ \"message\": \"x\" }\n{\"service\":\"api\",\"message\":\"plain \\\"text\\\"\"}\n")
    #expect(written[.error] == "table\n")
  }

  @Test func `the last lines are kept, and those of an earlier run are not`() {
    let (mixer, _) = mixer(.text)
    for line in 1...30 { _ = mixer.add(Array("\(line)\n".utf8), of: "api", isError: false) }
    #expect(mixer.finish("api") == (11...30).map { "\($0)" })
    mixer.begin("api")
    #expect(mixer.finish("api") == [])
  }
}
