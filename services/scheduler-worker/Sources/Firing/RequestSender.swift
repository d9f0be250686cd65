import HTTP

/// Sends a schedule's request, once: a seam between what a run is and how HTTP is spoken.
protocol RequestSender: Sendable {
  /// Returns when the answer has come, its body read to the end or to a limit and dropped. Redirects are answers like others.
  /// Ends by the request's timeout.
  func send(_ request: ScheduledRequest, headers: Headers) async throws(SendError) -> Answer
}

/// What matters of a response.
struct Answer: Hashable, Sendable {
  let status: Int
  /// How long the receiver asks to be left alone.
  var retryAfter: Duration?
}

/// Why there is no answer.
struct SendError: Error, Hashable, CustomStringConvertible {
  /// As a sentence without its full stop.
  let description: String
  /// Another attempt may fare better.
  let isTransient: Bool
}
