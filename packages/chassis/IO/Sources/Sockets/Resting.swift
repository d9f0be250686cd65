extension Listener {
  /// How a connection that waits for its peer goes on without a task: a task keeps the memory of its deepest call, some kilobytes,
  /// and a new one costs little beside a wait that took long.
  ///
  /// When the socket becomes readable or closed, somebody calls `wakeReader`, the deadline passes or the listener closes, a new task
  /// on the same loop calls `resume`, which finds out by itself which of these it was.
  public struct Rest: Sendable {
    let deadline: Deadline
    let resume: @Sendable () async -> Rest?

    /// - Parameter resume: serves the connection further, as the handler that was given to the listener does.
    public init(until deadline: Deadline, _ resume: @escaping @Sendable () async -> Rest?) {
      self.deadline = deadline
      self.resume = resume
    }
  }
}

/// A connection that rests, and the acceptor that makes a task for it when it wakes.
final class Resting: Sendable {
  let socket: Socket
  let acceptor: Acceptor
  let resume: @Sendable () async -> Listener.Rest?

  init(_ socket: Socket, _ acceptor: Acceptor, _ resume: @escaping @Sendable () async -> Listener.Rest?) {
    self.socket = socket
    self.acceptor = acceptor
    self.resume = resume
  }
}
