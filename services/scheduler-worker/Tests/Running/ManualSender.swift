import HTTP
import Synchronization

@testable import SchedulerWorker

/// A sender whose answers the test gives, one call at a time.
final class ManualSender: RequestSender {
  typealias Outcome = Result<Answer, SendError>

  struct Call: Sendable {
    let headers: [String]
    fileprivate let id: Int
    fileprivate let sender: ManualSender

    func answer(_ status: Int, retryAfter: Duration? = nil) { sender.end(id, .success(Answer(status: status, retryAfter: retryAfter))) }
    func fail(_ reason: String, isTransient: Bool) {
      sender.end(id, .failure(SendError(description: reason, isTransient: isTransient)))
    }
  }

  private struct State {
    var open: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var arrived: [Call] = []
    var observer: CheckedContinuation<Call, Never>?
    var lastID = 0
    var total = 0
  }

  private let state = Mutex(State())

  /// How many calls there have been.
  var total: Int { state.withLock { $0.total } }

  func send(_ request: ScheduledRequest, headers: Headers) async throws(SendError) -> Answer {
    let id = state.withLock { state in
      state.lastID += 1
      state.total += 1
      return state.lastID
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let call = Call(headers: headers.fields.map { "\($0.name): \($0.value)" }, id: id, sender: self)
        let observer = state.withLock { state in
          state.open[id] = continuation
          let observer = state.observer
          state.observer = nil
          if observer == nil { state.arrived.append(call) }
          return observer
        }
        observer?.resume(returning: call)
        if Task.isCancelled { end(id, .failure(SendError(description: "cancelled", isTransient: false))) }
      }
    } onCancel: {
      end(id, .failure(SendError(description: "cancelled", isTransient: false)))
    }
    return try outcome.get()
  }

  private func end(_ id: Int, _ outcome: Outcome) { state.withLock { $0.open.removeValue(forKey: id) }?.resume(returning: outcome) }

  /// The next call, once it has been made.
  func next() async -> Call {
    await withCheckedContinuation { continuation in
      let call = state.withLock { state in
        if state.arrived.isEmpty {
          state.observer = continuation
          return nil as Call?
        }
        return state.arrived.removeFirst()
      }
      if let call { continuation.resume(returning: call) }
    }
  }
}
