import HTTP
import JSON

/// What a collector made of a batch (OTLP 1.9, "OTLP/HTTP Response").
enum ExportAnswer: Sendable, Equatable {
  /// All but so many spans, and perhaps a word on it.
  case taken(refused: Int, message: String?)
  /// Not now; again after so long, where it says.
  case later(Duration?, reason: String)
  /// Never.
  case refused(reason: String)

  /// - Parameter retryAfter: the field's value; only a number of seconds counts.
  init(status: Status, retryAfter: String?, body: [UInt8]) {
    switch status.code {
    case 200...299:
      let partial = (try? JSONValue(parsing: body))?["partialSuccess"]
      // A 64-bit number stands as a string; a number is to be accepted as well.
      let count = partial?["rejectedSpans"].flatMap { $0.int ?? $0.string.flatMap(Int.init) } ?? 0
      let message = partial?["errorMessage"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      self = .taken(refused: max(count, 0), message: message)
    case 429, 502, 503, 504:
      let wait = retryAfter.flatMap { Int($0) }.flatMap { $0 >= 0 ? Duration.seconds(min($0, 3600)) : nil }
      self = .later(wait, reason: "the collector answered \(status.code)")
    default:
      let message = (try? JSONValue(parsing: body))?["message"]?.string.map { ": \($0.prefix(200))" } ?? ""
      self = .refused(reason: "the collector answered \(status.code)\(message)")
    }
  }
}
