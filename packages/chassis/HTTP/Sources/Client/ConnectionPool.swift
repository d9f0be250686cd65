import IO
import Synchronization

/// The connections of a client: so many to each host, and those that are not in use kept for a while.
///
/// A place is the right to have a connection. Whoever gets one gives it back, with the connection or without. While a host has idle
/// connections, nobody waits for one of its places.
final class ConnectionPool: Sendable {
  enum Place: Sendable {
    case connection(ClientConnection)
    /// To be filled with a new connection.
    case free
  }

  enum Failure: Error { case timedOut, cancelled, tooManyWaiting }

  private struct Host {
    /// Places taken, those of idle connections among them.
    var places = 0
    /// The longest idle first.
    var idle: [ClientConnection] = []
    var waiting: [Waiting] = []
  }

  private struct State {
    var hosts: [Origin: Host] = [:]
    var idleCount = 0
    var lastNumber = 0
    var isClosed = false
    /// Loops of which a task looks after the idle connections.
    var swept: Set<ObjectIdentifier> = []
  }

  private let state = Mutex(State())
  private let limits: ClientConfiguration
  private let metrics: ClientMetrics?

  init(_ limits: ClientConfiguration, metrics: ClientMetrics?) {
    self.limits = limits
    self.metrics = metrics
  }

  /// Counts of all connections, and of those that are idle.
  var count: (all: Int, idle: Int) { state.withLock { state in (state.hosts.values.reduce(0) { $0 + $1.places }, state.idleCount) } }

  /// Count of requests that wait for a place.
  var waitingCount: Int { state.withLock { $0.hosts.values.reduce(0) { $0 + $1.waiting.count } } }

  /// Waits for a place. On the loop.
  /// - Parameter isFresh: no connection that was used before.
  func take(_ origin: Origin, on loop: EventLoop, isFresh: Bool, deadline: Deadline) async throws(Failure) -> Place {
    let (place, evicted) = state.withLock { state in find(&state, origin, loop, isFresh) }
    if let evicted { drop(evicted) }
    switch place {
    case .connection(let connection)?:
      metrics?.idle.decrement()
      return reused(connection)
    case .free?: return .free
    case nil: break
    }
    switch try await wait(origin, loop, isFresh: isFresh, deadline) {
    case .connection(let connection): return reused(connection)
    case .free: return .free
    }
  }

  private func reused(_ connection: ClientConnection) -> Place {
    if connection.isQuiet {
      metrics?.active.increment()
      return .connection(connection)
    }
    connection.end()
    return .free
  }

  private func find(
    _ state: inout State, _ origin: Origin, _ loop: EventLoop, _ isFresh: Bool
  ) -> (place: Place?, evicted: ClientConnection?) {
    var host = state.hosts[origin] ?? Host()
    defer { state.hosts[origin] = host }
    if !isFresh, let index = host.idle.lastIndex(where: { $0.loop === loop }) {
      state.idleCount -= 1
      return (.connection(host.idle.remove(at: index)), nil)
    }
    if host.places < limits.connectionsPerHost {
      host.places += 1
      return (.free, nil)
    }
    // A connection of another loop, or one that may be stale, makes room.
    if host.idle.isEmpty { return (nil, nil) }
    state.idleCount -= 1
    return (.free, host.idle.removeFirst())
  }

  /// A free place was filled with a connection.
  func filled() { metrics?.active.increment() }

  /// Takes back the place of a connection that is closed, or that never came about.
  func giveBack(_ origin: Origin, wasFilled: Bool) {
    if wasFilled { metrics?.active.decrement() }
    let next = state.withLock { state -> Waiting? in
      guard var host = state.hosts[origin] else { return nil }
      defer { state.hosts[origin] = host.places == 0 ? nil : host }
      if !host.waiting.isEmpty { return host.waiting.removeFirst() }
      host.places -= 1
      return nil
    }
    next?.resume(.free)
  }

  /// Takes back a connection that can be used again: for whoever waits, or for later. On its loop.
  func giveBack(_ connection: ClientConnection) {
    connection.putAside()
    metrics?.active.decrement()
    let next = state.withLock { state -> Waiting? in
      guard state.hosts[connection.origin]?.waiting.isEmpty == false else {
        state.hosts[connection.origin]?.idle.append(connection)
        state.idleCount += 1
        return nil
      }
      return state.hosts[connection.origin]?.waiting.removeFirst()
    }
    guard let next else { return keep(connection) }
    if next.loop === connection.loop, !next.isFresh { return next.resume(.connection(connection)) }
    connection.end()
    next.resume(.free)
  }

  // MARK: waiting for a place

  /// A task that waits for a place.
  private struct Waiting {
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

  private func wait(_ origin: Origin, _ loop: EventLoop, isFresh: Bool, _ deadline: Deadline) async throws(Failure) -> Place {
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

  // MARK: idle connections

  private static let sweepInterval = Duration.seconds(5)

  /// Sees to it that a connection that was put aside does not stay for ever.
  private func keep(_ connection: ClientConnection) {
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

  private func drop(_ connection: ClientConnection) {
    metrics?.idle.decrement()
    connection.end()
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
