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

  struct Host {
    /// Places taken, those of idle connections among them.
    var places = 0
    /// The longest idle first.
    var idle: [ClientConnection] = []
    var waiting: [Waiting] = []
  }

  struct State {
    var hosts: [Origin: Host] = [:]
    var idleCount = 0
    var lastNumber = 0
    var isClosed = false
    /// Loops of which a task looks after the idle connections.
    var swept: Set<ObjectIdentifier> = []
  }

  let state = Mutex(State())
  let limits: ClientConfiguration
  let metrics: ClientMetrics?

  init(_ limits: ClientConfiguration, metrics: ClientMetrics?) {
    self.limits = limits
    self.metrics = metrics
  }

  /// How many connections there are, and how many of them are idle.
  var count: (all: Int, idle: Int) { state.withLock { state in (state.hosts.values.reduce(0) { $0 + $1.places }, state.idleCount) } }

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
    connection.transport.close()
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
    connection.transport.close()
    next.resume(.free)
  }
}
