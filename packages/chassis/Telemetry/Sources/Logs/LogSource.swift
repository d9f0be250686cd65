import Synchronization

/// The state shared by all loggers of one name: the level, which may change at any time, and the constant part of a line.
final class LogSource: Sendable {
  let name: String
  private let threshold: Atomic<UInt8>
  private let format: LogFormat
  private let sink: any LogSink
  /// The constant part of a JSON line: `,"service":"…","logger":"…"`.
  private let identity: [UInt8]

  init(name: String, service: String, level: LogLevel, format: LogFormat, sink: any LogSink) {
    self.name = name
    self.format = format
    self.sink = sink
    threshold = Atomic(level.rawValue)
    identity = LogLine.identity(service: service, logger: name)
  }

  func isEnabled(_ level: LogLevel) -> Bool { level.rawValue >= threshold.load(ordering: .relaxed) }

  var level: LogLevel {
    get { LogLevel(rawValue: threshold.load(ordering: .relaxed))! }
    set { threshold.store(newValue.rawValue, ordering: .relaxed) }
  }

  func write(_ level: LogLevel, _ message: String, _ fields: LogLine.Fields) {
    LogScratch.withBuffer { scratch in
      var line = LogLine(scratch, level: level, message: message, fields: fields)
      switch format {
      case .json: line.writeJSON(identity: identity)
      case .text(let isColoured): line.writeText(logger: name, isColoured: isColoured)
      }
      sink.take(line.bytes, isUrgent: level >= .error)
    }
  }
}

/// The receiver of finished lines.
protocol LogSink: Sendable {
  /// Takes a line with its line feed, or counts it as dropped; never waits.
  func take(_ line: UnsafeRawBufferPointer, isUrgent: Bool)
}
