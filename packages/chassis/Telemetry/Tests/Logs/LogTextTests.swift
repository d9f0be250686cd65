import Telemetry
import Testing

@Suite struct LogTextTests {
  private func line(isColoured: Bool, _ level: LogLevel, _ message: String, _ fields: LogFields = [:]) throws -> String {
    let output = LogOutput.inMemory(format: .text(isColoured: isColoured))
    Logger("http.client", output: output).log(level, message, fields)
    return try #require(output.lines.first)
  }

  @Test func `people read words`() throws {
    let line = try line(
      isColoured: false, .warning, "say \"hi\"\nand go",
      ["host": "db", "port": 5432, "note": "two words", "empty": "", "sum": "a=b", "list": ["x", 1], "none": nil])
    #expect(
      line.dropFirst(14)
        == #"WARN  http.client: say "hi"\nand go host=db port=5432 note="two words" empty="" sum="a=b" list=["x",1] none=null"#)
    #expect(line.prefix(13).last == "Z" && line.prefix(3).last == ":")
  }

  @Test func `a logger without a name is not named`() throws {
    for (format, expected) in [(LogFormat.text(isColoured: false), "INFO  hello"), (.json, #""level":"info","service":"test","message":"hello"}"#)] {
      let output = LogOutput.inMemory(format: format)
      Logger("", output: output).info("hello")
      #expect(try #require(output.lines.first).hasSuffix(expected), "\(output.lines)")
    }
  }

  @Test func `colour is for terminals that are asked for it`() throws {
    #expect(try !line(isColoured: false, .error, "x", ["a": 1]).contains("\u{1B}"))
    let coloured = try line(isColoured: true, .error, "x", ["a": 1])
    #expect(coloured.contains("\u{1B}[31mERROR\u{1B}[0m"))
    #expect(coloured.hasSuffix("\u{1B}[0m"))
  }
}
