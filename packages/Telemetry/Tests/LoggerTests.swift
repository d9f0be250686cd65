import Platform
import Telemetry
import Testing

@Suite struct LoggerTests {
  @Test func `a line says when, how much, who and what`() throws {
    let output = LogOutput.inMemory(service: "scribe")
    Logger("jobs", output: output).info("claimed \(3)", ["queue": "mail", "waited": 0.25, "tags": ["a", 1, true, nil]])
    let line = try #require(output.lines.first)
    #expect(line.hasPrefix("{\"time\":\"20"))
    let rest = "\"level\":\"info\",\"service\":\"scribe\",\"logger\":\"jobs\",\"message\":\"claimed 3\""
    #expect(line.hasSuffix("Z\",\(rest),\"queue\":\"mail\",\"waited\":0.25,\"tags\":[\"a\",1,true,null]}"), "\(line)")
  }

  @Test func `what is logged to a pipe arrives`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer)
    Logger("jobs", output: output).info("first")
    Logger("jobs", output: output).info("second")
    #expect(output.flush(within: .seconds(10)))
    let text = String(decoding: try pipe.read(), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 2, "\(text)")
  }
}
