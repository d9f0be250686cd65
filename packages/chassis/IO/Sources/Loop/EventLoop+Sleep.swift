extension EventLoop {
  /// Suspends the calling task until the moment, within a millisecond after it. Throws `IOError.cancelled`, and `IOError.closed` when the
  /// loop stops. A task of a loop waits on that loop; any other task may call it too.
  public static func sleep(until deadline: Deadline) async throws(IOError) {
    guard let loop = current else {
      do { try await Task.sleep(for: max(.zero, deadline - .now)) } catch { throw .cancelled }
      return
    }
    let sleeper = Sleeper(loop)
    let outcome = await sleeper.wait(.read, until: deadline)
    sleeper.leave(.closed)
    switch outcome {
    case .timedOut, .ready: return
    case .cancelled: throw .cancelled
    case .closed: throw .closed
    }
  }
}

/// A task that waits for nothing but a moment.
final class Sleeper: LoopMember, @unchecked Sendable {
  override func loopStops() { leave(.closed) }
}
