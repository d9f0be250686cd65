import Platform

/// Tells when time is up, and counts only what comes after the warm-up.
struct Watch {
  /// In nanoseconds.
  private static let warmUp = 300_000_000

  private let begin: Int
  private let end: Int
  private var operations = 0
  private var started: Int?
  private var processorAtStart = 0.0
  private var now = 0

  init(seconds: Int) {
    begin = Clocks.monotonic + Self.warmUp
    end = begin + seconds * 1_000_000_000
  }

  /// Counts what was done since it was asked last, and returns whether there is time for more.
  mutating func runs(_ done: Int) -> Bool {
    now = Clocks.monotonic
    if started != nil {
      operations += done
      return now < end
    }
    if now >= begin {
      started = now
      processorAtStart = Self.processorSeconds
    }
    return true
  }

  var figures: ClientFigures {
    ClientFigures(
      operations: Double(operations), seconds: Double(now - (started ?? 0)) / 1e9, processorSeconds: Self.processorSeconds - processorAtStart)
  }

  /// Processor time of this process.
  static var processorSeconds: Double { ThisProcess.resources()?.cpuSeconds ?? 0 }
}
