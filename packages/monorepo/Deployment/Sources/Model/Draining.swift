import Calendar
import ServiceDescription

/// How long a process may take to end, in seconds.
struct Draining {
  /// Between the end of readiness and the end of new connections.
  let delay: Int
  /// For the work in flight.
  let timeout: Int

  /// - Parameter delay: what `SHUTDOWN_DELAY` is set to; its default where nothing is set.
  init(_ deployable: Deployable, delay: Int? = nil) {
    // Rounded up.
    let seconds = { (key: String, fallback: Int) in
      deployable.settings[key]?.defaultValue.flatMap(DurationText.parse).map { Int(($0 / .seconds(1)).rounded(.up)) } ?? fallback
    }
    self.delay = delay ?? seconds("SHUTDOWN_DELAY", 0)
    timeout = seconds("SHUTDOWN_TIMEOUT", 30)
  }

  /// After which it may be killed: it has ended by itself long before, even on a slow machine.
  var grace: Int { delay + timeout + 10 }
}
