/// The place at a loop of something without a descriptor, such as a transport in memory, whose tasks wait and are woken by it.
package final class LoopPlace: LoopMember, @unchecked Sendable {
  private let onStop: @Sendable () -> Void

  /// - Parameter onStop: called on the loop when it stops; everything that waits must end then.
  package init(on loop: EventLoop, onStop: @escaping @Sendable () -> Void) {
    self.onStop = onStop
    super.init(loop)
  }

  override func loopStops() { onStop() }

  /// Waits until `wakeUp` is called for the direction. Throws `timedOut`, `cancelled`, and `closed` after `end` or when the loop stops.
  package func waitUntilWoken(_ direction: Direction, until deadline: Deadline) async throws(IOError) {
    try await wait(direction, until: deadline).get()
  }

  /// Ends the wait in this direction, if there is one. Only on the loop.
  package func wakeUp(_ direction: Direction) { wake(direction) }

  /// Ends both waits, with `closed`, and gives the place back. Only on the loop.
  package func end() { leave(.closed) }
}
