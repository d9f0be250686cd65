/// Where runs that are due wait until somebody takes them, and who may be taken now.
///
/// This is the seam to durable runs: a store in a database keeps them through a crash and shares them between processes.
protocol RunStore: Sendable {
  /// Takes in a run that is due; answers why not, if the schedule's overlap policy has it left out.
  func add(_ run: Run) async -> SkipReason?

  /// The run that has waited longest of those that may start now, which from here on counts as running; `nil` if there is none.
  func claim() async -> Run?

  /// The run that was claimed has ended.
  func finish(_ run: Run, _ outcome: RunOutcome) async

  /// Gives back the runs that wait, which nobody will claim any more.
  func drain() async -> [Run]

  var counts: RunCounts { get }
}

struct RunCounts: Hashable, Sendable {
  let waiting: Int
  let running: Int
}
