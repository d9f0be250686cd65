import HTTP
import JSON

/// A collector's answer to a batch (OTLP 1.9, "OTLP/HTTP Response").
enum ExportAnswer: Sendable, Equatable {
  /// The batch was accepted, without `refused` of its spans, and perhaps with a message.
  case taken(refused: Int, message: String?)
  /// The batch was not accepted now, and may be sent again after a time, if one is given.
  case later(Duration?, reason: String)
  /// The batch will never be accepted.
  case refused(reason: String)

  /// Reads a response.
  ///
  /// - Parameter retryAfter: The value of the field `Retry-After`; only a number of seconds counts.
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
