/// How long a process may take to end, in seconds.
struct Draining {
  /// Between the end of readiness and the end of new connections.
  let delay: Int
  /// For the work in flight.
  let timeout: Int

  /// - Parameter delay: what `SHUTDOWN_DELAY` is set to; its default where nothing is set.
  init(_ deployable: Deployable, delay: Int? = nil) {
    let seconds = { (key: String, fallback: Int) in deployable.settings[key]?.defaultValue.flatMap(Self.seconds) ?? fallback }
    self.delay = delay ?? seconds("SHUTDOWN_DELAY", 0)
    timeout = seconds("SHUTDOWN_TIMEOUT", 30)
  }

  /// After which it may be killed: it has ended by itself long before, even on a slow machine.
  var grace: Int { delay + timeout + 10 }

  /// A duration as settings have it (`500ms`, `30s`, `5m`, `1h`, `0`) in whole seconds, rounded up.
  private static func seconds(_ text: String) -> Int? {
    if text == "0" { return 0 }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count < 1_000_000 else { return nil }
    switch text[digits.endIndex...] {
    case "ms": return (count + 999) / 1000
    case "s": return count
    case "m": return 60 * count
    case "h": return 3600 * count
    default: return nil
    }
  }
}
