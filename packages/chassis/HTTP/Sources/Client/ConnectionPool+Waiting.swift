import IO

extension ConnectionPool {
  enum Failure: Error { case timedOut, cancelled, tooManyWaiting }

  /// A task that waits for a place.
  struct Waiting {
    let number: Int
    let loop: EventLoop
    /// It wants no connection that was used before.
    let isFresh: Bool
    let timer: Task<Void, Never>
    let continuation: UnsafeContinuation<Result<Place, Failure>, Never>

    func resume(_ place: Place) {
      timer.cancel()
      continuation.resume(returning: .success(place))
    }
  }

  /// Requests that wait for a place, for each host; beyond that it is better to say no.
  private static let waitingLimit = 1024

  func wait(_ origin: Origin, _ loop: EventLoop, isFresh: Bool, _ deadline: Deadline) async throws(Failure) -> Place {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    let result = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in enqueue(number, origin, loop, isFresh, deadline, continuation) }
    } onCancel: {
      giveUp(number, origin, .cancelled)
    }
    return try result.get()
  }

  private func enqueue(
    _ number: Int, _ origin: Origin, _ loop: EventLoop, _ isFresh: Bool, _ deadline: Deadline,
    _ continuation: UnsafeContinuation<Result<Place, Failure>, Never>
  ) {
    let timer = Task(executorPreference: loop) {
      do throws(IOError) { try await EventLoop.sleep(until: deadline) } catch { if error == .cancelled { return } }
      self.giveUp(number, origin, .timedOut)
    }
    var evicted: ClientConnection?
    let answer: Result<Place, Failure>? = state.withLock { state in
      // A cancellation that comes later finds it among those that wait.
      if Task.isCancelled { return .failure(.cancelled) }
      var host = state.hosts[origin] ?? Host()
      defer { state.hosts[origin] = host }
      if host.places < limits.connectionsPerHost {
        host.places += 1
        return .success(.free)
      }
      // Put aside since the pool was asked, on another loop.
      if !host.idle.isEmpty {
        state.idleCount -= 1
        evicted = host.idle.removeFirst()
        return .success(.free)
      }
      if host.waiting.count >= Self.waitingLimit { return .failure(.tooManyWaiting) }
      host.waiting.append(Waiting(number: number, loop: loop, isFresh: isFresh, timer: timer, continuation: continuation))
      return nil
    }
    if let evicted { drop(evicted) }
    guard let answer else { return }
    timer.cancel()
    continuation.resume(returning: answer)
  }

  private func giveUp(_ number: Int, _ origin: Origin, _ failure: Failure) {
    let found = state.withLock { state -> Waiting? in
      guard let index = state.hosts[origin]?.waiting.firstIndex(where: { $0.number == number }) else { return nil }
      return state.hosts[origin]?.waiting.remove(at: index)
    }
    guard let found else { return }
    found.timer.cancel()
    found.continuation.resume(returning: .failure(failure))
  }
}
