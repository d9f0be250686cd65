import Calendar
import ServiceDescription

/// The times that a process may take to end, in seconds.
struct Draining {
  /// The delay between the end of readiness and the end of new connections.
  let delay: Int
  /// The time to drain, for the work in flight.
  let timeout: Int

  /// Reads the times from the settings.
  ///
  /// - Parameter delay: The value of `SHUTDOWN_DELAY`; its default where it is not given.
  init(_ deployable: Deployable, delay: Int? = nil) {
    // Rounded up.
    let seconds = { (key: String, fallback: Int) in
      deployable.settings[key]?.defaultValue.flatMap(DurationText.parse).map { Int(($0 / .seconds(1)).rounded(.up)) } ?? fallback
    }
    self.delay = delay ?? seconds("SHUTDOWN_DELAY", 0)
    timeout = seconds("SHUTDOWN_TIMEOUT", 30)
  }

  /// The grace period after which it may be killed: it has ended by itself long before, even on a slow machine.
  var grace: Int { delay + timeout + 10 }
}
