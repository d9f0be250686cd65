import CommandLine
import JSON

/// What a client says of its run, in a line of JSON that each of them prints.
struct ClientFigures {
  /// What was done, as the workload counts it.
  let operations: Double
  let seconds: Double
  /// The client's processor time in them, in seconds.
  let processorSeconds: Double

  init(operations: Double, seconds: Double, processorSeconds: Double) {
    self.operations = operations
    self.seconds = seconds
    self.processorSeconds = processorSeconds
  }

  init(parsing output: [UInt8]) throws {
    let members = try? JSONValue(parsing: output)
    guard let operations = members?["operations"]?.double, let seconds = members?["seconds"]?.double,
      let processor = members?["processor"]?.double, operations > 0, seconds > 0
    else { throw Failure("a client's figures are not understood: \(String(decoding: output, as: UTF8.self))") }
    self.init(operations: operations, seconds: seconds, processorSeconds: processor)
  }

  var line: [UInt8] {
    JSONValue.object([
      .init("operations", .number(operations)), .init("seconds", .number(seconds)), .init("processor", .number(processorSeconds)),
    ]).encoded(.compact)
  }
}

/// The best of a client's runs of one workload.
struct ClientBest {
  private(set) var rate = 0.0
  /// The client's processor time for each operation, in microseconds.
  private(set) var processorMicroseconds = Double.infinity

  mutating func add(_ figures: ClientFigures) {
    rate = max(rate, figures.operations / figures.seconds)
    processorMicroseconds = min(processorMicroseconds, figures.processorSeconds / figures.operations * 1e6)
  }
}
