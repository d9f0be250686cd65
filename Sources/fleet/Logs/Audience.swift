import Platform
import Synchronization

/// Whoever reads the output. As long as the fleet runs they may take their time: the processes' pipes fill, and nothing is lost. While
/// it ends they have a few seconds; then what they do not take at once is dropped, for the end does not wait for them.
final class Audience: Sendable {
  private static let patience = Duration.seconds(3)

  private let limit = Mutex<ContinuousClock.Instant?>(nil)

  /// The fleet ends.
  func hurry() { limit.withLock { $0 = $0 ?? .now + Self.patience } }

  /// A terminal or a reader that has gone takes nothing more; the processes are ended all the same.
  func write(_ stream: StandardStream, _ text: String) {
    try? stream.write(Array(text.utf8)) { limit.withLock { limit in limit.map { .now < $0 } ?? true } }
  }
}
