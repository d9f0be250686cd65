import IO
import Lifecycle
import Synchronization
import Telemetry

/// The watchdog of the service's event loops, on a loop apart from them. `/livez` answers by it.
final class Watchdog: Sendable {
  private let loops: EventLoops
  private let limit: Duration
  private let logger: Logger
  /// The longest turns of each loop in the latest periods.
  private let turns: Mutex<[[Duration]]>
  private static let period = Duration.seconds(1)
  private static let memory = 15

  /// Creates a watchdog.
  ///
  /// - Parameter limit: The time after which a loop counts as stuck.
  init(_ loops: EventLoops, limit: Duration, logger: Logger) {
    self.loops = loops
    self.limit = limit
    self.logger = logger
    turns = Mutex(loops.all.map { _ in [] })
  }

  /// The loops that are stuck beyond the limit, by their number, and for how long.
  var stalled: [(loop: Int, time: Duration)] {
    loops.all.compactMap { loop in
      let time = loop.figures.stuckFor
      return time > limit ? (loop.index, time) : nil
    }
  }

  /// Inspects the loops periodically until it is cancelled; calls `tick` each time.
  func run(by timekeeper: Timekeeper, tick: @Sendable () -> Void) async {
    var reported: Set<Int> = []
    while !Task.isCancelled {
      tick()
      turns.withLock { turns in
        for (index, loop) in loops.all.enumerated() {
          turns[index].append(max(loop.figures.takeLongestTurn(), loop.figures.stuckFor))
          if turns[index].count > Self.memory { turns[index].removeFirst() }
        }
      }
      let stalled = stalled
      for (loop, time) in stalled where reported.insert(loop).inserted {
        logger.error("an event loop is stuck: something on it blocks or computes without a pause", ["loop": .int(loop), "seconds": .seconds(time)])
      }
      for loop in reported.subtracting(stalled.map(\.loop)) {
        logger.warning("an event loop moves again", ["loop": .int(loop)])
        reported.remove(loop)
      }
      try? await timekeeper.sleep(Self.period)
    }
  }

  func register(in metrics: Metrics) {
    let loops = loops.all
    metrics.gauge(
      "event_loop_lag_seconds", help: "The longest turn of the loop in the last 15 seconds: how long others had to wait.", unit: "seconds",
      labels: ["loop"]
    ) { [self] in turns.withLock { $0.enumerated().map { (["\($0)"], ($1.max() ?? .zero).inSeconds) } } }
    metrics.counter("event_loop_busy_seconds", help: "How long the loop has worked.", unit: "seconds", labels: ["loop"]) {
      loops.map { (["\($0.index)"], $0.figures.busy.inSeconds) }
    }
    metrics.counter("event_loop_turns", help: "Turns of the loop.", labels: ["loop"]) { loops.map { (["\($0.index)"], Double($0.figures.turns)) } }
    metrics.gauge("event_loop_connections", help: "Connections open on the loop.", labels: ["loop"]) {
      loops.map { (["\($0.index)"], Double($0.figures.connections)) }
    }
  }
}
