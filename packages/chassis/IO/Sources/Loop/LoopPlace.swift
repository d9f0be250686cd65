/// A member that stands for something without a descriptor, such as a transport in memory: its owner waits and wakes by it.
package final class LoopPlace: LoopMember, @unchecked Sendable {
  private let onStop: @Sendable () -> Void

  /// - Parameter onStop: called on the loop when it stops; everything that waits must end then.
  package init(on loop: EventLoop, onStop: @escaping @Sendable () -> Void) {
    self.onStop = onStop
    super.init(loop)
  }

  override func loopStops() { onStop() }

  package func waitUntilWoken(_ direction: Direction, until deadline: Deadline) async throws(IOError) {
    try await wait(direction, until: deadline).get()
  }

  package func wakeUp(_ direction: Direction) { wake(direction) }

  /// Ends what is waited for, with `closed`, and gives the place back.
  package func end() { leave(.closed) }
}
