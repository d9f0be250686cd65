import Lifecycle

/// A question whose answer decides whether the process is ready: does the database answer, is there room on the disk.
struct HealthCheck: Sendable {
  let name: String
  /// For one answer.
  let timeout: Duration
  /// Between an answer and the next question.
  let interval: Duration
  /// Throws what is wrong.
  let ask: @Sendable () async throws -> Void

  /// An answer that is older counts no more: whoever should have asked again has not.
  var staleness: Duration { (timeout + interval) * 2 + .seconds(1) }
}

/// What is known of a check.
struct CheckResult: Sendable, Equatable {
  var isOK: Bool
  /// What is wrong.
  var message: String?
  /// How long the answer took.
  var duration: Duration
  /// When it came.
  var time: ContinuousClock.Instant
}
