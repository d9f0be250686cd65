import Lifecycle

/// A check that decides on readiness: whether the database answers, or the disk has room.
struct HealthCheck: Sendable {
  let name: String
  /// The time limit of one answer.
  let timeout: Duration
  /// The pause between an answer and the next question.
  let interval: Duration
  /// Asks; the error thrown is the reason of the failure.
  let ask: @Sendable () async throws -> Void

  /// The age from which an answer no longer counts, because the next question is overdue.
  var staleness: Duration { (timeout + interval) * 2 + .seconds(1) }
}

extension HealthCheck {
  /// Check of a part, with the times that are usual.
  init(of part: any Part) { self.init(name: part.name, timeout: .seconds(2), interval: .seconds(5)) { try await part.check() } }
}

/// What is known of a check.
struct CheckResult: Sendable, Equatable {
  var isOK: Bool
  /// The reason of the failure; `nil` where there is none.
  var message: String?
  /// The time that the answer took.
  var duration: Duration
  /// The moment at which it came.
  var time: ContinuousClock.Instant
}
