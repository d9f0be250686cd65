import Telemetry
import Testing

@Suite struct LogLevelsTests {
  @Test func `a level changes for every logger while it runs`() {
    let output = LogOutput.inMemory(levels: LogLevels(.info))
    let (http, client, jobs) = (Logger("http", output: output), Logger("http.client", output: output), Logger("jobs", output: output))
    func enabled() -> [Bool] { [http, client, jobs].map { $0.isEnabled(.debug) } }
    #expect(enabled() == [false, false, false])
    output.levels.named["http"] = .debug
    #expect(enabled() == [true, true, false])
    #expect(Logger("http.server", output: output).isEnabled(.debug), "a logger that comes later too")
    output.levels.named["http.client"] = .error
    #expect(enabled() == [true, false, false])
    #expect(!client.isEnabled(.warning))
    output.levels = LogLevels(.trace)
    #expect(enabled() == [true, true, true])
  }

  @Test func `levels are read from a setting, and written as one`() throws {
    let levels = try LogLevels(parsing: "Warning, http=debug ,http.client=error")
    #expect(levels == LogLevels(.warning, named: ["http": .debug, "http.client": .error]))
    #expect(levels.description == "warning,http=debug,http.client=error")
    #expect(try LogLevels(parsing: levels.description) == levels)
    #expect(try LogLevels(parsing: "jobs=trace") == LogLevels(.info, named: ["jobs": .trace]))
    #expect(levels.level(of: "http.server.x") == .debug)
    #expect(levels.level(of: "httpx") == .warning)
  }

  @Test(arguments: ["", "loud", "info,", "=debug", "http=", "http=loud", "info;debug"])
  func `a level that is none is named`(text: String) throws {
    let error = try #require(throws: LogLevelsError.self) { try LogLevels(parsing: text) }
    #expect(error.description.contains("trace, debug, info, warning, error, critical"))
  }
}
