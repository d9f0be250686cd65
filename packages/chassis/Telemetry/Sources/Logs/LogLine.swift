import Platform

/// A line under construction: its content, and the memory that it is written to.
struct LogLine {
  /// The fields of a line, from three sources: the logger, the task, the call. Of two with one key the last counts.
  struct Fields {
    let logger: LogFields
    let task: LogFields
    let call: LogFields

    var count: Int { logger.count + task.count + call.count }

    subscript(index: Int) -> LogFields.Field {
      if index < logger.count { return logger.all[index] }
      let index = index - logger.count
      return index < task.count ? task.all[index] : call.all[index - task.count]
    }
  }

  /// The largest number of fields; more are left out, so that a mistake does not block a loop.
  static let maximumFieldCount = 100
  /// The bytes reserved for the end of a line.
  static let endLength = 64

  let level: LogLevel
  let message: String
  let fields: Fields
  var buffer: LineBuffer
  let time: UnsafeMutablePointer<LogTime>

  init(_ scratch: borrowing LogScratch, level: LogLevel, message: String, fields: Fields) {
    self.level = level
    self.message = message
    self.fields = fields
    buffer = LineBuffer(scratch.line, limit: LogScratch.lineCapacity - Self.endLength)
    time = scratch.time
  }

  var bytes: UnsafeRawBufferPointer { buffer.bytes }

  mutating func writeTime(timeOnly: Bool = false) { time.pointee.write(Clocks.realtime, to: &buffer, timeOnly: timeOnly) }

  /// Calls `body` with each field that counts, under the key that it is written with.
  mutating func forEachField(_ body: (inout LineBuffer, String, LogValue) -> Void) {
    let count = min(fields.count, Self.maximumFieldCount)
    if count < fields.count { buffer.shorten() }
    for index in 0..<count {
      let key = Self.writtenKey(fields[index].key)
      let isRepeated = (index + 1..<count).contains { Self.writtenKey(fields[$0].key) == key }
      if !isRepeated { body(&buffer, key, fields[index].value) }
    }
  }

  /// Returns the key that a field is written with: `field_…` where its own is one of the line's.
  static func writtenKey(_ key: String) -> String {
    switch key {
    case "time", "level", "service", "logger", "message", "trace_id", "span_id", "truncated": "field_\(key)"
    default: key
    }
  }
}
