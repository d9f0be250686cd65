extension LogLine {
  /// Returns `,"service":"…","logger":"…"`, without the logger where it has no name.
  static func identity(service: String, logger: String) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 2048) { memory, count in
      var buffer = LineBuffer(memory.baseAddress!, limit: memory.count)
      buffer.append(",\"service\":\"")
      buffer.appendEscaped(service, .json, longest: 512)
      buffer.append("\"")
      if !logger.isEmpty {
        buffer.append(",\"logger\":\"")
        buffer.appendEscaped(logger, .json, longest: 512)
        buffer.append("\"")
      }
      count = buffer.count
    }
  }

  mutating func writeJSON(identity: [UInt8]) {
    buffer.append("{\"time\":\"")
    writeTime()
    buffer.append("\",\"level\":\"")
    buffer.append(level.label)
    buffer.append("\"")
    buffer.append(identity)
    buffer.append(",\"message\":\"")
    buffer.appendEscaped(message, .json, longest: LogScratch.lineCapacity / 2)
    buffer.append("\"")
    if let context = TraceContext.current {
      buffer.append(",\"trace_id\":\"")
      context.traceID.write(to: &buffer)
      buffer.append("\",\"span_id\":\"")
      context.spanID.write(to: &buffer)
      buffer.append("\"")
    }
    forEachField { buffer, key, value in buffer.appendMember(key, value) }
    buffer.raiseLimit(to: LogScratch.lineCapacity)
    if buffer.isShortened { buffer.append(",\"truncated\":true") }
    buffer.append("}\n")
  }
}

extension LogLevel {
  var label: StaticString {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    case .critical: "critical"
    }
  }
}

extension LineBuffer {
  /// The largest size of a field's string, in bytes.
  private static var longestString: Int { LogScratch.lineCapacity / 4 }
  private static var deepest: Int { 8 }

  /// Appends `,"key":value`, or nothing where it does not fit.
  fileprivate mutating func appendMember(_ key: String, _ value: LogValue) {
    appendWhole { buffer in
      buffer.append(",\"")
      buffer.appendEscaped(key, .json, longest: 256)
      buffer.append("\":")
      buffer.appendJSON(value, depth: 1)
    }
  }

  /// Appends the value as JSON: numbers that JSON cannot write as strings, and what is nested too deep as `"…"`.
  mutating func appendJSON(_ value: LogValue, depth: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(value)
    case .double(let value):
      if value.isFinite {
        append(value.description)
      } else {
        append(value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
      }
    case .string(let text):
      append(UInt8(ascii: "\""))
      appendEscaped(text, .json, longest: Self.longestString)
      append(UInt8(ascii: "\""))
    case .list where depth >= Self.deepest, .fields where depth >= Self.deepest:
      append("\"…\"")
      shorten()
    case .list(let elements):
      append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { append(UInt8(ascii: ",")) }
        appendJSON(element, depth: depth + 1)
        if isOverflowing { return }
      }
      append(UInt8(ascii: "]"))
    case .fields(let fields): appendObject(fields, depth)
    }
  }

  private mutating func appendObject(_ fields: LogFields, _ depth: Int) {
    append(UInt8(ascii: "{"))
    let all = fields.all.prefix(LogLine.maximumFieldCount)
    if all.count < fields.count { shorten() }
    var isFirst = true
    for (index, field) in all.enumerated() where !all[(index + 1)...].contains(where: { $0.key == field.key }) {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      append(UInt8(ascii: "\""))
      appendEscaped(field.key, .json, longest: 256)
      append("\":")
      appendJSON(field.value, depth: depth + 1)
    }
    append(UInt8(ascii: "}"))
  }
}
