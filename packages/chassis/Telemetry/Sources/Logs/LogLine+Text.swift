extension LogLine {
  /// Writes `12:25:07.123Z INFO  http.client: connected host=db port=5432`.
  mutating func writeText(logger: String, isColoured: Bool) {
    func style(_ code: StaticString) { if isColoured { buffer.append(code) } }
    style("\u{1B}[2m")
    writeTime(timeOnly: true)
    style("\u{1B}[0m")
    buffer.append(UInt8(ascii: " "))
    style(level.colour)
    buffer.append(level.paddedLabel)
    style("\u{1B}[0m ")
    if !isColoured { buffer.append(UInt8(ascii: " ")) }
    if !logger.isEmpty {
      buffer.appendEscaped(logger, .none, longest: 512)
      buffer.append(": ")
    }
    buffer.appendEscaped(message, .none, longest: LogScratch.lineCapacity / 2)
    style("\u{1B}[2m")
    if let context = TraceContext.current {
      buffer.append(" trace_id=")
      context.traceID.write(to: &buffer)
    }
    forEachField { buffer, key, value in
      buffer.appendWhole { buffer in
        buffer.append(UInt8(ascii: " "))
        buffer.appendEscaped(key, .none, longest: 256)
        buffer.append(UInt8(ascii: "="))
        buffer.appendBare(value)
      }
    }
    buffer.raiseLimit(to: LogScratch.lineCapacity)
    if buffer.isShortened { buffer.append(" truncated=true") }
    style("\u{1B}[0m")
    buffer.append(UInt8(ascii: "\n"))
  }
}

extension LineBuffer {
  /// Appends the value as JSON, but a simple word without its quotation marks.
  fileprivate mutating func appendBare(_ value: LogValue) {
    if case .string(let text) = value, !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D }) {
      appendEscaped(text, .none, longest: LogScratch.lineCapacity / 4)
    } else {
      appendJSON(value)
    }
  }
}

extension LogLevel {
  fileprivate var paddedLabel: StaticString {
    switch self {
    case .trace: "TRACE"
    case .debug: "DEBUG"
    case .info: "INFO "
    case .warning: "WARN "
    case .error: "ERROR"
    case .critical: "CRIT "
    }
  }

  fileprivate var colour: StaticString {
    switch self {
    case .trace, .debug: "\u{1B}[2m"
    case .info: "\u{1B}[32m"
    case .warning: "\u{1B}[33m"
    case .error: "\u{1B}[31m"
    case .critical: "\u{1B}[1;31m"
    }
  }
}
