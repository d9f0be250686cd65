import JSON
import Lifecycle

/// The data of a job, as its queue keeps them: a JSON object.
public protocol JobPayload: JSONDecodable, Sendable {
  /// The object that `init(from:)` reads.
  var json: JSONValue { get }
}

/// The order in which the jobs of a queue are begun: all that are ready of one priority come before those of the next.
public enum JobPriority: Int, Sendable, CaseIterable {
  case urgent, high, normal, low
}

/// A kind of job, declared once, where both who enqueues and who works it see it: in the API package of the service that works it.
///
/// ```swift
/// public struct Welcome: JobPayload { … }
///
/// extension JobType<Welcome> {
///   public static let welcome = JobType("welcome", queue: "notification.mail", attempts: 5)
/// }
/// ```
///
/// A job comes at least once, and again where its worker died or lost its lease in the middle: what works on it has to bear that.
public struct JobType<Payload: JobPayload>: Sendable {
  /// The name, which stands in the queue: one meaning for good.
  public let name: String
  /// The version of the payload's form. A worker leaves a job of a newer one to workers that know it.
  public let version: Int
  /// The queue. It belongs to the service whose name it begins with, up to the first dot.
  public let queue: String
  public let priority: JobPriority
  /// The number of attempts after which a job that failed is dead, 1 to 1000.
  public let attempts: Int
  /// The waits between attempts.
  public let backoff: Backoff
  /// The time that an attempt has. It is cancelled then, and has failed.
  public let timeLimit: Duration
  /// Returns the payload of an older version, by that version. Where there is none, older payloads are read as the present ones.
  let older: @Sendable (JSONValue, Int) throws -> Payload

  /// Creates a kind of job.
  ///
  /// - Parameter older: Reads the payload of an older version, which is given. Jobs of it may wait in the queue for as long as a job can.
  public init(
    _ name: String, version: Int = 1, queue: String, priority: JobPriority = .normal, attempts: Int = 10,
    backoff: Backoff = Backoff(first: .seconds(1), longest: .seconds(3600)), timeLimit: Duration = .seconds(60),
    older: @escaping @Sendable (JSONValue, Int) throws -> Payload = { payload, _ in try Payload(json: payload) }
  ) {
    precondition((1...1000).contains(attempts), "a job has 1 to 1000 attempts, and \(name) would have \(attempts)")
    (self.name, self.version, self.queue, self.priority) = (name, version, queue, priority)
    (self.attempts, self.backoff, self.timeLimit, self.older) = (attempts, backoff, timeLimit, older)
  }

  func payload(_ json: JSONValue, version: Int) throws -> Payload {
    version < self.version ? try older(json, version) : try Payload(json: json)
  }
}
