import IO

extension ConnectionPool {
  private static let sweepInterval = Duration.seconds(5)

  /// Sees to it that a connection that was put aside does not stay for ever.
  func keep(_ connection: ClientConnection) {
    metrics?.idle.increment()
    let (evicted, startsSweep) = state.withLock { state in
      let limit = state.isClosed ? 0 : limits.idleConnections
      let evicted = state.idleCount > limit ? evictOldest(&state) : nil
      return (evicted, state.idleCount > 0 && state.swept.insert(ObjectIdentifier(connection.loop)).inserted)
    }
    if let evicted { drop(evicted) }
    if startsSweep { sweep(connection.loop) }
  }

  /// Takes the connection that has been idle for longest out of the pool, with its place.
  private func evictOldest(_ state: inout State) -> ClientConnection? {
    let oldest = state.hosts.min { ($0.value.idle.first?.idleSince ?? .never) < ($1.value.idle.first?.idleSince ?? .never) }
    guard let (origin, found) = oldest, let evicted = found.idle.first else { return nil }
    var host = found
    host.idle.removeFirst()
    host.places -= 1
    state.idleCount -= 1
    state.hosts[origin] = host.places == 0 ? nil : host
    return evicted
  }

  func drop(_ connection: ClientConnection) {
    metrics?.idle.decrement()
    connection.transport.close()
  }

  private func sweep(_ loop: EventLoop) {
    Task(executorPreference: loop) { await self.sweepUntilEmpty(loop) }
  }

  /// Closes what has been idle for too long, and what the other side has closed or written to, until nothing is idle.
  private func sweepUntilEmpty(_ loop: EventLoop) async {
    var isEmpty = false
    while !isEmpty {
      do { try await EventLoop.sleep(until: .after(min(limits.idleTimeout, Self.sweepInterval))) } catch {
        // The loop stops, and with it its connections end.
        return dropIdle { $0.loop === loop }
      }
      let idle = state.withLock { state in state.hosts.values.flatMap { $0.idle.filter { $0.loop === loop } } }
      let useless = idle.filter { .now - $0.idleSince >= limits.idleTimeout || !$0.isQuiet }
      dropIdle { connection in useless.contains { $0 === connection } }
      isEmpty = state.withLock { state in
        if state.hosts.values.contains(where: { $0.idle.contains { $0.loop === loop } }) { return false }
        state.swept.remove(ObjectIdentifier(loop))
        return true
      }
    }
  }

  private func dropIdle(where isUseless: (ClientConnection) -> Bool) {
    let dropped = state.withLock { state in
      var dropped: [ClientConnection] = []
      for (origin, var host) in state.hosts {
        let useless = host.idle.filter(isUseless)
        if useless.isEmpty { continue }
        host.idle.removeAll(where: isUseless)
        host.places -= useless.count
        dropped += useless
        state.hosts[origin] = host.places == 0 ? nil : host
      }
      state.idleCount -= dropped.count
      return dropped
    }
    for connection in dropped { drop(connection) }
  }

  /// Closes what is idle, and from now on what becomes so.
  func close() {
    state.withLock { $0.isClosed = true }
    dropIdle { _ in true }
  }
}
