import JSON
import Platform
import Synchronization
import Telemetry
import Testing

@Suite struct LogOutputTests {
  /// Reads from the pipe until `isDone` says so of the lines so far.
  private func read(_ pipe: LocalPipe, until isDone: ([JSONValue]) -> Bool) throws -> [JSONValue] {
    var bytes: [UInt8] = []
    var lines: [JSONValue] = []
    while !isDone(lines) {
      let more = try pipe.read()
      if more.isEmpty { break }
      bytes += more
      while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        lines.append(try JSONValue(parsing: Array(bytes[..<end])))
        bytes.removeSubrange(...end)
      }
    }
    return lines
  }

  @Test func `what is logged to a pipe arrives in order`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer)
    let logger = Logger("jobs", output: output)
    for number in 0..<100 { logger.info("line", ["number": .int(number)]) }
    #expect(output.flush(within: .seconds(20)))
    let lines = try read(pipe) { $0.count == 100 }
    #expect(lines.map { $0["number"]?.int } == Array(0..<100))
    #expect(output.droppedLines == 0)
  }

  @Test func `a line arrives without a flush, also after a pause`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer)
    for round in 0..<5 {
      Logger("jobs", output: output).log(round % 2 == 0 ? .info : .error, "\(round)")
      #expect(try read(pipe) { !$0.isEmpty }.first?["message"]?.string == "\(round)")
    }
  }

  @Test func `a reader that stands still holds up nobody, and learns what it missed`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer, capacity: 64 * 1024)
    let logger = Logger("jobs", output: output)
    let metrics = Metrics()
    output.register(in: metrics)
    // More than the pipe (64 KiB) and the ring take together.
    let (count, text) = (5000, String(repeating: "x", count: 200))
    for number in 0..<count { logger.info(text, ["number": .int(number)]) }
    let dropped = output.droppedLines
    #expect(dropped > 0)
    #expect(String(decoding: metrics.write(.prometheus), as: UTF8.self).contains("\nlog_lines_dropped_total \(dropped)\n"))
    #expect(!output.flush(within: .milliseconds(1)), "there is no room to flush to")

    var numbers: [Int] = []
    var reported = 0
    _ = try read(pipe) { lines in
      numbers = lines.compactMap { $0["number"]?.int }
      reported = lines.reduce(0) { $0 + ($1["dropped"]?.int ?? 0) }
      return numbers.count + reported == count
    }
    #expect(reported == dropped)
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    logger.info("again", ["number": .int(count)])
    #expect(try read(pipe) { !$0.isEmpty }.last?["number"]?.int == count)
  }

  @Test func `a reader that has gone holds up neither the log nor the end`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer)
    pipe.closeReader()
    for _ in 0..<10 { Logger("jobs", output: output).critical("nobody hears this") }
    #expect(output.flush(within: .seconds(20)))
    #expect(output.droppedLines == 10)
  }

  @Test func `many threads log at once, and every line is whole`() throws {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "scribe", format: .json, descriptor: pipe.writer)
    let lines = Mutex<[JSONValue]>([])
    let failure = Mutex<(any Error)?>(nil)
    Threads.run(5) { worker in
      if worker == 4 {
        do {
          let all = try read(pipe) { lines in lines.reduce(lines.count) { $0 + ($1["dropped"]?.int ?? 0) - ($1["dropped"] == nil ? 0 : 1) } >= 4000 }
          lines.withLock { $0 = all }
        } catch { failure.withLock { $0 = error } }
      } else {
        let logger = Logger("worker", output: output, fields: ["worker": .int(worker)])
        for number in 0..<1000 { logger.info("line \(number) of \(worker)", ["number": .int(number)]) }
      }
    }
    #expect(failure.withLock { $0 } == nil)
    for worker in 0..<4 {
      let numbers = lines.withLock { $0 }.filter { $0["worker"]?.int == worker }.compactMap { $0["number"]?.int }
      #expect(numbers == numbers.sorted() && !numbers.isEmpty)
    }
  }

  @Test func `an output writes JSON where nobody sits at a terminal`() {
    #expect(LogFormat.automatic(for: .output) == (StandardStream.output.isTerminal ? .text(isColoured: true) : .json))
  }
}
