import IO
import Synchronization

/// What a client under load asks for.
struct LoadTarget: Sendable {
  let address: String
  let path: String
}

/// What became of the requests of all clients.
final class LoadLog: Sendable {
  private struct State {
    var answered = 0
    var answeredWhileStopping = 0
    var failure: String?
    var closing = Deadline.never
    var isOver = false
  }

  private let state = Mutex(State())

  var answered: Int { state.withLock { $0.answered } }
  var answeredWhileStopping: Int { state.withLock { $0.answeredWhileStopping } }
  /// The first request that should have been answered and was not.
  var failure: String? { state.withLock { $0.failure } }
  /// Until when every request must be answered.
  var closing: Deadline {
    get { state.withLock { $0.closing } }
    set { state.withLock { $0.closing = newValue } }
  }
  /// Whether the process has ended.
  var isOver: Bool {
    get { state.withLock { $0.isOver } }
    set { state.withLock { $0.isOver = newValue } }
  }

  func noteAnswer() {
    state.withLock { state in
      state.answered += 1
      if state.closing != .never { state.answeredWhileStopping += 1 }
    }
  }

  func noteFailure(_ text: String) { state.withLock { $0.failure = $0.failure ?? text } }
}

/// Sends one request after another until nobody listens any more.
struct LoadClient {
  private let target: LoadTarget
  private let keepsAlive: Bool
  private let log: LoadLog

  init(_ target: LoadTarget, keepsAlive: Bool, _ log: LoadLog) {
    self.target = target
    self.keepsAlive = keepsAlive
    self.log = log
  }

  func run() async throws {
    var connection: RawConnection?
    while !log.isOver, log.failure == nil {
      // A request that is still to be written when the ports close was never sent: this client may be slow.
      var sent: Deadline?
      do {
        let current = if let connection { connection } else { try await RawConnection(target.address, within: .seconds(15)) }
        try await current.ask(for: target.path, headers: keepsAlive ? "" : "Connection: close\r\n")
        sent = .now
        let response = try await current.receive()
        log.noteAnswer()
        connection = keepsAlive && !response.closes ? current : nil
        if connection == nil { current.close() }
      } catch {
        connection?.close()
        connection = nil
        let sent = sent ?? .now
        if isAllowed(error, sent: sent) {
          try await EventLoop.sleep(until: .after(.milliseconds(5)))
        } else {
          let moment = log.closing == .never ? "before SIGTERM" : "\((log.closing - sent).inWords) before the ports may close"
          log.noteFailure(
            "a request to \(target.path) (\(keepsAlive ? "keep-alive" : "a connection each"), sent \(moment)) was not answered: \(error)")
        }
      }
    }
    connection?.close()
  }

  /// Once the ports may close, a connection may be refused, or end before it brought anything; what has begun must be whole.
  private func isAllowed(_ error: RawError, sent: Deadline) -> Bool {
    if sent < log.closing { return false }
    switch error {
    case .refused, .droppedBeforeResponse, .other: return true
    case .cutOff, .timedOut, .malformed: return false
    }
  }
}
