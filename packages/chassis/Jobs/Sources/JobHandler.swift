import JSON
import Lifecycle

/// What works on the jobs of one kind.
///
/// ```swift
/// JobHandler(.welcome) { job in try await mail(job.payload, key: "welcome-\(job.id)") }
/// ```
public struct JobHandler: Sendable {
  /// Why a claimed job was not worked on. It stays in the queue, for a worker that knows it.
  enum Refusal: Error, CustomStringConvertible {
    case unknown
    /// The payload is of a newer version than this.
    case newer(than: Int)

    var description: String {
      switch self {
      case .unknown: "no handler of this worker knows jobs of this type"
      case .newer(let version): "the payload is newer than version \(version), which this worker knows"
      }
    }
  }

  /// An attempt that took longer than it may.
  struct Overdue: Error, CustomStringConvertible {
    let limit: Duration

    var description: String { "it took longer than \(limit)" }
  }

  let type: String
  let queue: String
  let backoff: Backoff
  let timeLimit: Duration
  /// Works on an attempt, whose payload has the version that is given.
  let work: @Sendable (_ payload: JSONValue, _ version: Int, _ attempt: Int, JobHold) async throws -> Void

  /// Creates a handler. A job is completed when `body` returns, unless it completed it itself; what it throws is the reason of a failure.
  public init<Payload: JobPayload>(_ type: JobType<Payload>, _ body: @escaping @Sendable (Job<Payload>) async throws -> Void) {
    (self.type, queue, backoff, timeLimit) = (type.name, type.queue, type.backoff, type.timeLimit)
    work = { json, version, attempt, hold in
      if version > type.version { throw Refusal.newer(than: type.version) }
      let payload = try type.payload(json, version: version)
      try await body(Job(id: hold.id, attempt: attempt, payload: payload, hold: hold))
    }
  }
}

/// The error of a handler that says what becomes of the job, in place of another attempt after the usual wait.
public enum JobError: Error {
  /// Another attempt would fail as well: the job is dead at once.
  case hopeless(String)
  /// It is too early: the job comes again after the time, and this attempt does not count.
  case snooze(Duration)
}
