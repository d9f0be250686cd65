import CommandLine
import JSON

/// A line that a process wrote: a record of its log where it is one, else just text.
struct OutputLine: Sendable {
  let bytes: [UInt8]
  /// The line's JSON object.
  let record: JSONValue?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let value = bytes.first == UInt8(ascii: "{") ? try? JSONValue(parsing: bytes) : nil
    record = value?["message"]?.string == nil ? nil : value
  }

  var message: String? { record?["message"]?.string }

  /// What every record has, and need not be said again before each line.
  private static let usual = ["time", "level", "service", "logger", "message"]

  /// As a person reads it: `12:25:07.123 INFO  http: connected port=5432`. Control characters are made visible.
  func readable(_ style: Style) -> String {
    guard let record, let message else { return VisibleText.oneLine(String(decoding: bytes, as: UTF8.self)) }
    var text = ""
    if let time = record["time"]?.string { text += style.dim(VisibleText.oneLine(Self.timeOfDay(time))) + " " }
    if let level = record["level"]?.string { text += style.level(VisibleText.oneLine(level)) + " " }
    if let logger = record["logger"]?.string, !logger.isEmpty, logger != record["service"]?.string { text += VisibleText.oneLine(logger) + ": " }
    text += VisibleText.oneLine(message)
    for member in record.object ?? [] where !Self.usual.contains(member.key) {
      text += style.dim(" \(VisibleText.oneLine(member.key))=\(Self.bare(member.value))")
    }
    return text
  }

  /// A string without its quotation marks where it is a simple word.
  private static func bare(_ value: JSONValue) -> String {
    if let text = value.string, !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }) { return text }
    return String(decoding: value.encoded(.compact), as: UTF8.self)
  }

  /// `2026-11-21T12:25:07.123Z` without its date.
  private static func timeOfDay(_ time: String) -> String {
    guard let start = time.firstIndex(of: "T") else { return time }
    return String(time[time.index(after: start)...].prefix { $0 != "Z" && $0 != "+" }.prefix(12))
  }
}
