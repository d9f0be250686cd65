import Synchronization

/// What all loggers of one name share: the level, which may change at any time, and the part of a line that is always the same.
final class LogSource: Sendable {
  let name: String
  private let threshold: Atomic<UInt8>
  private let format: LogFormat
  private let sink: any LogSink
  /// `,"service":"…","logger":"…"`, as it stands in a JSON line.
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

/// Where finished lines go.
protocol LogSink: Sendable {
  /// Takes a line, its newline included, or counts it as dropped; never waits.
  func take(_ line: UnsafeRawBufferPointer, isUrgent: Bool)
}
