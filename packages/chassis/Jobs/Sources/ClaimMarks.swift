import IO
import Postgres

/// The places of a queue behind which a worker looks for jobs, one for each priority.
///
/// Behind the highest entry that it has claimed of a priority there is seldom one that is ready. Seldom is not never: a transaction that was
/// given a lower entry may commit later, and other workers claim too. So a worker looks behind the *settled* entry from time to time, up to
/// which every entry is known to be claimed, or never to come; it is a little behind, unless a transaction is held open.
struct ClaimMarks {
  /// What tells which entries no transaction can add any more.
  struct Horizon {
    let lastEntry: Int
    /// The lowest transaction that was still running, and the first that had not begun.
    let lowerBound: Int
    let upperBound: Int

    static func now(on connection: PostgresConnection) async throws -> Horizon {
      let statement: SQL = "SELECT last_entry, lower_bound, upper_bound FROM jobs.horizon()"
      let seen = try await connection.first(statement.named("jobs.horizon"), as: (Int, Int, Int).self)!
      return Horizon(lastEntry: seen.0, lowerBound: seen.1, upperBound: seen.2)
    }
  }

  private static let priorities = JobPriority.allCases.count
  private static let shortestInterval = Duration.milliseconds(100)
  /// The share of its time that a worker spends on looking further back, at most: one of so many parts.
  private static let share = 10

  private var highest = [Int](repeating: 0, count: priorities)
  private var settled = 0
  private var earlier: Horizon?
  private var nextSweep = Deadline.now

  /// The marks of an ordinary claim.
  var ordinary: [Int] { highest.map { max($0, settled) } }
  /// The marks of a sweep, which finds what an ordinary claim passes over.
  var thorough: [Int] { [Int](repeating: settled, count: Self.priorities) }

  /// Whether it is time for a sweep.
  func wantsSweep(_ now: Deadline) -> Bool { now >= nextSweep }

  /// Notes a claimed entry.
  mutating func claimed(_ entry: Int, _ priority: Int) { highest[priority] = max(highest[priority], entry) }

  /// Notes a sweep.
  ///
  /// - Parameters:
  ///   - horizon: what was seen before it.
  ///   - foundAll: whether it claimed all that was ready.
  mutating func swept(_ horizon: Horizon, foundAll: Bool, began: Deadline, ended: Deadline) {
    nextSweep = ended + max(Self.shortestInterval, (ended - began) * Self.share)
    if let earlier {
      // Transactions that were running then have ended, and what they added was there to be claimed.
      guard horizon.lowerBound >= earlier.upperBound else { return }
      if foundAll { settled = max(settled, earlier.lastEntry) }
    }
    self.earlier = horizon
  }
}
