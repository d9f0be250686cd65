import JSON
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

  @Test func `a line of a disabled level is not even put together`() {
    let output = LogOutput.inMemory(levels: LogLevels(.warning))
    let logger = Logger("jobs", output: output)
    var evaluated = 0
    func text() -> String {
      evaluated += 1
      return "text"
    }
    func fields() -> LogFields {
      evaluated += 1
      return [:]
    }
    logger.info(text(), fields())
    logger.debug(text(), fields())
    #expect(evaluated == 0)
    #expect(!logger.isEnabled(.info))
    logger.warning(text(), fields())
    #expect(evaluated == 2)
    #expect(output.lines.count == 1)
  }

  @Test(arguments: LogLevel.allCases) func `each level has its method`(level: LogLevel) throws {
    let output = LogOutput.inMemory()
    let logger = Logger("jobs", output: output)
    switch level {
    case .trace: logger.trace("x")
    case .debug: logger.debug("x")
    case .info: logger.info("x")
    case .warning: logger.warning("x")
    case .error: logger.error("x")
    case .critical: logger.critical("x")
    }
    #expect(try output.parsedLines().first?["level"]?.string == level.name)
    #expect(LogLevel(name: level.name.uppercased()) == level)
  }

  @Test func `fields come from the logger, the task and the call, and the nearest counts`() async throws {
    let output = LogOutput.inMemory()
    let logger = Logger("jobs", output: output, fields: ["a": 1, "b": 1, "c": 1]).adding(["d": 1])
    await Logger.with(["b": 2, "c": 2]) {
      await Logger.with(["e": 2]) {
        logger.info("inside", ["c": 3])
        async let child: Void = logger.info("in a child task")
        await child
      }
    }
    Logger.with(["b": 4]) { logger.info("without waiting") }
    logger.info("outside")
    let fields = try output.parsedLines().map { line in
      try #require(line.object).dropFirst(5).map { "\($0.key)=\($0.value.int ?? -1)" }.joined(separator: " ")
    }
    #expect(fields == ["a=1 d=1 b=2 e=2 c=3", "a=1 d=1 b=2 c=2 e=2", "a=1 c=1 d=1 b=4", "a=1 b=1 c=1 d=1"])
  }

  @Test func `lines carry the ids of the trace they belong to`() throws {
    let output = LogOutput.inMemory()
    let context = try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01"))
    TraceContext.$current.withValue(context) { Logger("jobs", output: output).info("x", ["trace_id": "mine"]) }
    let line = try #require(output.parsedLines().first)
    #expect(line["trace_id"]?.string == "0af7651916cd43dd8448eb211c80319c")
    #expect(line["span_id"]?.string == "00f067aa0ba902b7")
    #expect(line["field_trace_id"]?.string == "mine")
  }
}

extension LogOutput {
  /// The lines, read by a parser that is not this package's.
  func parsedLines() throws -> [JSONValue] { try lines.map { try JSONValue(parsing: Array($0.utf8)) } }
}
