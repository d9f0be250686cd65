import Calendar
import HTTP
import Testing

@testable import SchedulerWorker

extension Schedule {
  static func make(
    _ name: String = "a", _ cron: String = "* * * * *", zone: TimeZone = .utc, overlap: Overlap = .skip, isEnabled: Bool = true, delay: Int = 0,
    expecting status: ExpectedStatus = .successful, retries: RetryPolicy = .none
  ) throws -> Schedule {
    Schedule(
      name: name, recurrence: try Recurrence(parsing: cron), timeZone: zone,
      request: ScheduledRequest(
        method: .post, url: try HTTPURL("http://receiver.test/"), headers: [:], body: [], expectedStatus: status, timeout: .seconds(30),
        retries: retries),
      overlap: overlap, isEnabled: isEnabled, delay: delay)
  }
}

/// Both clocks, moved by hand.
struct ClockHands {
  var wall: Int
  var monotonic = 5_000_000_000

  init(_ text: String) { wall = time(text).seconds * 1_000_000_000 }

  var reading: ClockReading { ClockReading(wall: wall, monotonic: monotonic) }

  /// Time passes.
  mutating func pass(_ seconds: Int) {
    wall += seconds * 1_000_000_000
    monotonic += seconds * 1_000_000_000
  }

  /// Somebody sets the clock.
  mutating func set(by seconds: Int) { wall += seconds * 1_000_000_000 }
}

extension Timetable.Decision: CustomStringConvertible {
  /// `a 12:00:00`, `a 12:00:00 late`
  public var description: String {
    func words(_ run: Run) -> String { "\(run.schedule.name) \(run.scheduledTime.description.dropFirst(11).dropLast())" }
    return switch self {
    case .due(let run): words(run)
    case .skipped(let run, let reason): "\(words(run)) \(reason.rawValue)"
    }
  }
}
